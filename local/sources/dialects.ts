// Log positions of PostgreSQL, SQL Server and MySQL as Debezium reports them. They start from the run's start
// time, so that a later run goes on above an earlier one.
import type { Dialect } from './change-log.ts';
import type { Random } from './random.ts';

/** PostgreSQL: `lsn`, a byte position in the write-ahead log; `txId` per transaction. */
export function postgres(db: string, startMs: number, rng: Random): Dialect {
  let lsn = startMs * 1000;
  let committed = lsn;
  let transactionId = Math.floor(startMs / 1000);
  return {
    connector: 'postgresql',
    db,
    schema: 'public',
    begin: () => {
      committed = lsn;
      transactionId++;
    },
    advance: () => {
      lsn += 56 + 8 * rng.below(40);
      return {
        members: `"sequence":"[\\"${committed}\\",\\"${lsn}\\"]","txId":${transactionId},"lsn":${lsn},"xmin":null`,
        text: String(lsn),
        transaction: `${transactionId}:${lsn}`,
      };
    },
  };
}

const hex = (n: number, width: number): string => n.toString(16).padStart(width, '0');

/** SQL Server: `change_lsn` and `commit_lsn` as virtual log file, block and slot; an update is serial 2. */
export function sqlServer(db: string, startMs: number, rng: Random): Dialect {
  const file = hex(Math.floor(startMs / 1000), 8);
  let block = 16;
  let slot = 0;
  return {
    connector: 'sqlserver',
    db,
    schema: 'dbo',
    begin: () => {
      block += 1 + rng.below(8);
      slot = 0;
    },
    advance: op => {
      slot++;
      const change = `${file}:${hex(block, 8)}:${hex(slot, 4)}`;
      // A transaction never has 65,535 changes here, so this is above them all.
      const commit = `${file}:${hex(block, 8)}:ffff`;
      const serial = op === 'u' ? 2 : 1;
      return {
        members: `"change_lsn":"${change}","commit_lsn":"${commit}","event_serial_no":${serial}`,
        text: `${change}:${serial}`,
        transaction: commit,
      };
    },
  };
}

const BINLOG_BYTES = 1 << 30;

/** MySQL: `file`, `pos` and `row`: the rows that one statement changed share file and position. */
export function mysql(db: string, startMs: number, rng: Random): Dialect {
  let file = Math.floor(startMs / 1000);
  let pos = 157;
  let row = -1;
  let transaction = 0;
  return {
    connector: 'mysql',
    db,
    schema: undefined,
    begin: () => {
      pos += 300 + rng.below(600);
      row = -1;
      transaction++;
      if (pos > BINLOG_BYTES) {
        file++;
        pos = 157;
      }
    },
    advance: () => {
      row++;
      const name = `binlog.${file}`;
      return {
        members: `"server_id":184054,"gtid":null,"file":"${name}","pos":${pos},"row":${row},"thread":null,"query":null`,
        text: `${name}:${pos}:${row}`,
        transaction: `file=${name},pos=${pos},tx=${transaction}`,
      };
    },
  };
}
