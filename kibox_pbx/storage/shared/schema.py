"""The tables and functions in PostgreSQL where hosts agree: a list that only gets longer.

Whatever a host wants is one call of a function, so one statement and one transaction: done
whole or not at all, and none is left open when a cable is pulled. All that write queue at one
lock, so a change with a higher number was committed later, and a follower misses none.

In clear are times, people and rooms of the office, and random identifiers: the constraint needs
them. ``what`` and ``who`` are sealed by the hosts (see ``sealing``).
"""

FIRST = """
CREATE TABLE kibox_shared (
    version int NOT NULL,
    epoch uuid NOT NULL DEFAULT gen_random_uuid(),
    is_behind boolean NOT NULL DEFAULT false,
    key_check bytea NOT NULL
);
CREATE SEQUENCE changes;

CREATE TABLE records (
    kind text NOT NULL,
    id text NOT NULL,
    seq bigint NOT NULL UNIQUE,
    changed_at timestamptz NOT NULL DEFAULT now(),
    what bytea,
    who bytea,
    gone text,
    PRIMARY KEY (kind, id),
    CHECK ((gone IS NULL) = (who IS NOT NULL)),
    CHECK (gone IS NULL OR what IS NULL)
);

CREATE TABLE taken (
    id text PRIMARY KEY,
    person text NOT NULL,
    span tstzrange NOT NULL CHECK (NOT isempty(span)),
    call_id text,
    expires_at timestamptz,
    CONSTRAINT no_double_booking EXCLUDE USING gist (person WITH =, span WITH &&)
);

CREATE TABLE blocked (
    id text PRIMARY KEY,
    person text NOT NULL,
    span tstzrange NOT NULL CHECK (NOT isempty(span))
);
CREATE INDEX blocked_times ON blocked USING gist (person, span);

CREATE FUNCTION one_after_another() RETURNS void LANGUAGE sql AS
$$ SELECT pg_advisory_xact_lock(76850) $$;

CREATE FUNCTION catch_up() RETURNS boolean LANGUAGE sql AS $$
    WITH first AS (UPDATE kibox_shared SET is_behind = false WHERE is_behind RETURNING 1)
    SELECT EXISTS (SELECT 1 FROM first)
$$;

CREATE FUNCTION is_blocked(p_person text, p_span tstzrange) RETURNS boolean LANGUAGE sql AS
$$ SELECT EXISTS (SELECT 1 FROM blocked WHERE person = p_person AND span && p_span) $$;

CREATE FUNCTION hold(
    p_person text, p_span tstzrange, p_call text, p_minutes int
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    DELETE FROM taken WHERE expires_at <= now();
    IF is_blocked(p_person, p_span) THEN RETURN false; END IF;
    DELETE FROM taken WHERE expires_at IS NOT NULL AND call_id = p_call
        AND person = p_person AND span && p_span;
    INSERT INTO taken (id, person, span, call_id, expires_at) VALUES (
        gen_random_uuid()::text, p_person, p_span, p_call,
        now() + make_interval(mins => p_minutes)
    );
    RETURN true;
EXCEPTION WHEN exclusion_violation THEN RETURN false;
END $$;

CREATE FUNCTION let_go(p_person text, p_start timestamptz, p_call text)
RETURNS void LANGUAGE sql AS $$
    DELETE FROM taken WHERE expires_at IS NOT NULL AND call_id = p_call
        AND person = p_person AND lower(span) = p_start
$$;

CREATE FUNCTION book(
    p_id text, p_person text, p_span tstzrange, p_call text, p_what bytea, p_who bytea
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    DELETE FROM taken WHERE expires_at <= now();
    IF is_blocked(p_person, p_span) THEN RETURN false; END IF;
    DELETE FROM taken WHERE expires_at IS NOT NULL AND call_id = p_call
        AND person = p_person AND span && p_span;
    INSERT INTO taken (id, person, span) VALUES (p_id, p_person, p_span);
    INSERT INTO records (kind, id, seq, what, who)
        VALUES ('appointment', p_id, nextval('changes'), p_what, p_who);
    RETURN true;
EXCEPTION WHEN exclusion_violation OR unique_violation THEN RETURN false;
END $$;

CREATE FUNCTION move(
    p_id text, p_was_with text, p_was_at timestamptz,
    p_person text, p_span tstzrange, p_call text, p_what bytea
) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    DELETE FROM taken WHERE expires_at <= now();
    PERFORM 1 FROM taken WHERE id = p_id AND person = p_was_with AND lower(span) = p_was_at;
    IF NOT FOUND THEN RETURN 'appointment lost'; END IF;
    IF is_blocked(p_person, p_span) THEN RETURN 'slot lost'; END IF;
    DELETE FROM taken WHERE expires_at IS NOT NULL AND call_id = p_call
        AND person = p_person AND span && p_span;
    UPDATE taken SET person = p_person, span = p_span WHERE id = p_id;
    UPDATE records SET what = p_what, seq = nextval('changes'), changed_at = now()
        WHERE kind = 'appointment' AND id = p_id;
    RETURN 'done';
EXCEPTION WHEN exclusion_violation THEN RETURN 'slot lost';
END $$;

CREATE FUNCTION take_away(p_kind text, p_id text, p_why text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    DELETE FROM taken WHERE p_kind = 'appointment' AND id = p_id;
    DELETE FROM blocked WHERE p_kind = 'blocked' AND id = p_id;
    INSERT INTO records (kind, id, seq, gone) VALUES (p_kind, p_id, nextval('changes'), p_why)
    ON CONFLICT (kind, id) DO UPDATE SET what = NULL, who = NULL, gone = excluded.gone,
        seq = excluded.seq, changed_at = now()
    WHERE records.gone IS NULL OR (records.gone != 'erased' AND excluded.gone = 'erased');
END $$;

CREATE FUNCTION cancel(p_id text, p_was_with text, p_was_at timestamptz) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    PERFORM 1 FROM taken WHERE id = p_id AND person = p_was_with AND lower(span) = p_was_at;
    IF NOT FOUND THEN RETURN false; END IF;
    PERFORM take_away('appointment', p_id, 'cancelled');
    RETURN true;
END $$;

CREATE FUNCTION tell(
    p_kind text, p_id text, p_person text, p_span tstzrange, p_what bytea, p_who bytea,
    p_times_too boolean
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
    there records%ROWTYPE;
BEGIN
    PERFORM one_after_another();
    SELECT * INTO there FROM records WHERE kind = p_kind AND id = p_id;
    IF there.gone IS NOT NULL THEN RETURN 'gone'; END IF;
    IF there.id IS NOT NULL AND NOT p_times_too THEN
        UPDATE records SET who = p_who, seq = nextval('changes'), changed_at = now()
            WHERE kind = p_kind AND id = p_id;
        RETURN 'done';
    END IF;
    IF p_kind = 'appointment' THEN
        DELETE FROM taken WHERE expires_at IS NOT NULL AND person = p_person AND span && p_span;
        INSERT INTO taken (id, person, span) VALUES (p_id, p_person, p_span)
        ON CONFLICT (id) DO UPDATE SET person = p_person, span = p_span;
    ELSIF p_kind = 'blocked' THEN
        INSERT INTO blocked VALUES (p_id, p_person, p_span)
        ON CONFLICT (id) DO UPDATE SET person = p_person, span = p_span;
    END IF;
    INSERT INTO records (kind, id, seq, what, who)
        VALUES (p_kind, p_id, nextval('changes'), p_what, p_who)
    ON CONFLICT (kind, id) DO UPDATE SET what = p_what, who = p_who, seq = excluded.seq,
        changed_at = now();
    RETURN 'done';
EXCEPTION WHEN exclusion_violation THEN RETURN 'taken';
END $$;
"""
"""The first version.

A new ``epoch`` says that the database was restored, ``is_behind`` that no host has told it yet
what was done since; the first to ask `catch_up` does, with times.

`hold` and `book` give back what a call held itself in the same breath; where the time is gone
after all, that is undone with the rest. `take_away` leaves a tombstone also where nothing was:
a booking that is still on its way then fails. `tell` never wakes what is gone.
"""

ORDERS = """
CREATE TABLE hosts (
    id text PRIMARY KEY,
    name bytea NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
    id text PRIMARY KEY,
    seq bigint NOT NULL UNIQUE,
    given_by text NOT NULL,
    given_at timestamptz NOT NULL DEFAULT now(),
    stands boolean NOT NULL,
    sealed bytea
);

CREATE TABLE orders_done (
    order_id text NOT NULL REFERENCES orders ON DELETE CASCADE,
    host text NOT NULL,
    at timestamptz NOT NULL DEFAULT now(),
    done int NOT NULL,
    remaining int NOT NULL,
    PRIMARY KEY (order_id, host)
);

CREATE FUNCTION forget_done() RETURNS void LANGUAGE sql AS $$
    UPDATE orders SET sealed = NULL WHERE sealed IS NOT NULL AND NOT stands AND NOT EXISTS (
        SELECT 1 FROM hosts WHERE hosts.id != given_by AND NOT EXISTS (
            SELECT 1 FROM orders_done d WHERE d.order_id = orders.id AND d.host = hosts.id
        )
    )
$$;

CREATE FUNCTION say_here(p_id text, p_name bytea) RETURNS void LANGUAGE sql AS $$
    INSERT INTO hosts (id, name) VALUES (p_id, p_name)
    ON CONFLICT (id) DO UPDATE SET name = p_name, seen_at = now()
$$;

CREATE FUNCTION give_up(p_id text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    DELETE FROM hosts WHERE id = p_id;
    PERFORM forget_done();
END $$;

CREATE FUNCTION give_order(p_id text, p_host text, p_stands boolean, p_sealed bytea)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    INSERT INTO orders (id, seq, given_by, stands, sealed)
        VALUES (p_id, nextval('changes'), p_host, p_stands, p_sealed)
    ON CONFLICT (id) DO NOTHING;
    PERFORM forget_done();
END $$;

CREATE FUNCTION end_orders(p_ids text[]) RETURNS void LANGUAGE sql AS $$
    UPDATE orders SET stands = false, sealed = NULL WHERE id = ANY (p_ids)
$$;

CREATE FUNCTION order_done(p_id text, p_host text, p_done int, p_remaining int)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM one_after_another();
    INSERT INTO orders_done (order_id, host, done, remaining)
        VALUES (p_id, p_host, p_done, p_remaining)
    ON CONFLICT (order_id, host) DO UPDATE SET done = p_done, remaining = p_remaining;
    PERFORM forget_done();
END $$;
"""
"""What the privacy desk of one host has the others do (see ``orders``).

``sealed`` says what, and for whom; it goes when every host that there is has done it, but for
what ``stands``: an objection, which hosts that join later must heed as well. In clear are
random identifiers, moments, and how many records it was.
"""

SCRIPTS = (FIRST, ORDERS)
