// node polars.cjs MODULE EXTRACT OUT: counts the rows by five columns, lazily and with every column as text. POLARS_MAX_THREADS sets the threads.
const [module_, extract, out] = process.argv.slice(2);
const polars = require(module_);
const keys = ['Organisation Code', 'Pay Grade', 'Staff Group', 'Ethnic Origin', 'Disability'];

const rows = polars.scanCSV(extract, { inferSchemaLength: 0 }).select(...keys);
rows.groupBy(keys).agg(polars.len().as('n')).collectSync().writeCSV(out);
