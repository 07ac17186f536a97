// node duckdb.mjs MODULE EXTRACT OUT: counts the rows by five columns. Every column is given as text and the dialect is told, so that nothing is guessed.
import { readSync, openSync, closeSync } from 'node:fs';

const [module, extract, out] = process.argv.slice(2);
const { DuckDBInstance } = await import(module);
const keys = ['Organisation Code', 'Pay Grade', 'Staff Group', 'Ethnic Origin', 'Disability'];

function headings(path) {
    const file = openSync(path);
    const start = Buffer.alloc(8192);
    const size = readSync(file, start, 0, start.length, 0);
    closeSync(file);
    return start.toString('utf8', 0, size).split('\n', 1)[0].split(',');
}

const text = (value) => `'${value.replaceAll("'", "''")}'`;
const name = (value) => `"${value.replaceAll('"', '""')}"`;
const columns = headings(extract).map((heading) => `${text(heading)}: 'VARCHAR'`);
const grouped = keys.map(name).join(', ');
const reader = `read_csv(${text(extract)}, auto_detect=false, header=true, delim=',', quote='"', escape='"', columns={${columns.join(', ')}})`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run('SET threads=2');
await connection.run('SET preserve_insertion_order=false');
await connection.run(`COPY (SELECT ${grouped}, count(*) AS n FROM ${reader} GROUP BY ${grouped}) TO ${text(out)} (FORMAT csv, HEADER)`);
