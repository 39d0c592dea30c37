"""What the privacy desk of one host has the other hosts do with what they keep for themselves.

Calls lie on the host that took them, so whoever erases or restricts at one host gives an order
in the same transaction: who is meant, sealed under a key of its own. The service passes it on
by the shared database, every other host carries it out, and says so (`order_book`). What of a
person all hosts share follows by itself, and is in no order.
"""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kibox_pbx.privacy.belonging import Wanted
from kibox_pbx.privacy.consent import ConsentPurpose
from kibox_pbx.storage.envelope import Envelope
from kibox_pbx.storage.instant import from_text, to_text
from kibox_pbx.storage.requests import Kind
from kibox_pbx.storage.shared.sealing import Content
from kibox_pbx.storage.sqlcipher import Tables

HAS_MET = "SELECT 1 FROM shared_state WHERE epoch != ''"
FROM_ANOTHER = """
SELECT 1 FROM shared_orders_done JOIN shared_hosts ON host_id = shared_hosts.id
WHERE is_here = 1 AND request_id = ?
"""
GIVEN = """
SELECT id, act, request_id, at, is_over FROM shared_orders ORDER BY at, id
"""
GIVEN_FOR = "act = ? AND request_id = ?"
OTHERS = "is_here = 0 AND is_given_up = 0"


class Act(StrEnum):
    """What is to be done."""

    ERASE = "erase"
    RESTRICT = "restrict"
    UNRESTRICT = "unrestrict"
    OBJECT = "object"
    LIFT_OBJECTION = "lift_objection"
    WITHDRAW = "withdraw"
    LOOK = "look"
    """Say how much there is: somebody has to hand it out there (Art. 15, 20 GDPR)."""


@dataclass(frozen=True, slots=True)
class Asking:
    """The request that an order serves."""

    id: str
    kind: Kind
    received_on: date


@dataclass(frozen=True, slots=True)
class Order:
    """What another host is to do."""

    act: Act
    given_at: datetime
    """Aware. What came later is not meant."""

    given_by: str
    """The name of an account of the host that gives it."""

    wanted: Wanted = field(default_factory=Wanted)
    calls: frozenset[str] = frozenset()
    """Calls that were named as theirs."""

    purposes: tuple[ConsentPurpose, ...] = ()
    """Of consents, for `Act.WITHDRAW`."""

    mark: str | None = None
    """Of a number, as all hosts make it, for objections: the number is in no order."""

    asking: Asking | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What a host did of an order."""

    host: str
    """Its name."""

    at: datetime | None = None
    """None: nothing so far."""

    done: int = 0
    """Records that were erased, restricted, ..."""

    remaining: int = 0
    """Records that somebody has to look at there: held, restricted, or not surely theirs."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an order of this host is."""

    order_id: str
    act: Act
    request_id: str | None
    at: datetime
    hosts: tuple[Done, ...]

    @property
    def is_complete(self) -> bool:
        """Whether every host has done it, and nobody has to look at anything there."""
        return all(each.at and not each.remaining for each in self.hosts)


@dataclass(frozen=True, slots=True)
class HostSeen:
    """A host, as this one knows it."""

    id: str
    name: str
    seen_at: datetime
    is_here: bool


def has_met_others(tables: Tables) -> bool:
    """Say whether this host is one of several, and has reached their shared database."""
    return tables.conn.execute(HAS_MET).fetchone() is not None


def is_from_another_host(tables: Tables, request_id: str | None) -> bool:
    """Say whether a request came here by an order of another host."""
    return tables.conn.execute(FROM_ANOTHER, [request_id]).fetchone() is not None


def was_given(tables: Tables, act: Act, request_id: str | None) -> bool:
    """Say whether the other hosts were asked the same for a request before."""
    return tables.table("shared_orders").count_where(GIVEN_FOR, [act, request_id]) > 0


def give(tables: Tables, envelope: Envelope, order: Order) -> str:
    """Have every other host do something, within a transaction; return the order's identifier.

    It is told to them by the service, whether it runs now or later.
    """
    order_id = f"o{secrets.token_hex(8)}"
    asking = order.asking
    row = {
        "id": order_id,
        "act": order.act,
        "request_id": asking.id if asking else None,
        "at": to_text(order.given_at),
        "is_told": 0,
        "is_over": 0,
    }
    key, wrapped = envelope.new_key(key_owner(order_id))
    sealed = key.seal(json.dumps(content_of(order)), _place(order_id))
    tables.table("shared_orders").insert(row)
    text = {"order_id": order_id, "wrapped": wrapped, "sealed": sealed}
    tables.table("shared_order_texts").insert(text)
    return order_id


def text_of(tables: Tables, envelope: Envelope, order_id: str) -> Content:
    """Return what an order of this host says.

    Raises:
        StorageError: It does not open.
    """
    row = next(iter(tables.table("shared_order_texts").rows_where("order_id = ?", [order_id])))
    key = envelope.unwrap(row["wrapped"], key_owner(order_id))
    content: Content = json.loads(key.open(row["sealed"], _place(order_id)))
    return content


def close(tables: Tables, order_ids: Sequence[str]) -> None:
    """Forget whom orders are about: every host has done them, or nobody has to any more."""
    for each in order_ids:
        tables.table("shared_order_texts").delete_where("order_id = ?", [each])
        tables.conn.execute("UPDATE shared_orders SET is_over = 1 WHERE id = ?", [each])


def key_owner(order_id: str) -> str:
    """Return the owner under which the envelope wraps an order's key."""
    return f"order/{order_id}"


def progress(tables: Tables) -> tuple[Progress, ...]:
    """Return how far each order of this host is, oldest first."""
    others = {each.id: each.name for each in hosts(tables) if not each.is_here}
    return tuple(
        Progress(row[0], Act(row[1]), row[2], from_text(row[3]), _done(tables, row, others))
        for row in tables.conn.execute(GIVEN).fetchall()
    )


def hosts(tables: Tables) -> tuple[HostSeen, ...]:
    """Return the hosts that this one knows, itself among them, by name."""
    rows = tables.table("shared_hosts").rows_where("is_given_up = 0", order_by="name, id")
    return tuple(
        HostSeen(row["id"], row["name"], from_text(row["seen_at"]), bool(row["is_here"]))
        for row in rows
    )


def give_up(tables: Tables, name: str) -> bool:
    """Wait for a host no longer, within a transaction; False: there is no other of that name.

    The service tells the shared database.
    """
    sql = f"UPDATE shared_hosts SET is_given_up = 1 WHERE name = ? AND {OTHERS}"  # noqa: S608 -- ours
    return bool(tables.conn.execute(sql, [name]).rowcount)


def content_of(order: Order) -> Content:
    """Return an order as it is sealed."""
    asking = order.asking
    return {
        "act": order.act,
        "given_at": to_text(order.given_at),
        "given_by": order.given_by,
        "who": [order.wanted.number, order.wanted.name, order.wanted.birthdate],
        "calls": sorted(order.calls),
        "purposes": [*order.purposes],
        "mark": order.mark,
        "asking": asking and [asking.id, asking.kind, asking.received_on.isoformat()],
    }


def order_from(content: Content) -> Order:
    """Return the order that was sealed."""
    asking = content["asking"]
    return Order(
        Act(content["act"]),
        from_text(content["given_at"]),
        content["given_by"],
        Wanted(*content["who"]),
        frozenset(content["calls"]),
        tuple(map(ConsentPurpose, content["purposes"])),
        content["mark"],
        asking and Asking(asking[0], Kind(asking[1]), date.fromisoformat(asking[2])),
    )


def _done(
    tables: Tables, order: tuple[str, str, str, str, int], others: dict[str, str]
) -> tuple[Done, ...]:
    """Return what each host did; of an order that is over, only those that had to."""
    found = tables.table("shared_orders_done").rows_where("order_id = ?", [order[0]])
    done = {row["host_id"]: row for row in found}
    return tuple(
        Done(name, from_text(row["at"]), row["done"], row["remaining"])
        if (row := done.get(host))
        else Done(name)
        for host, name in others.items()
        if host in done or not order[4]
    )


def _place(order_id: str) -> str:
    return f"shared_order_texts/{order_id}"
