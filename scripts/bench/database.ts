/** Where do the articles of a measurement lie? In a database of its own beside the given one, dropped afterwards. */
import postgres from 'postgres';

export async function withOwnDatabase<T>(url: string, use: (url: string) => Promise<T>): Promise<T> {
  const name = `kindred_bench_${process.pid}`;
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql.unsafe(`create database ${name}`);
  try {
    const own = new URL(url);
    own.pathname = `/${name}`;
    return await use(own.href);
  } finally {
    await sql.unsafe(`drop database ${name} with (force)`);
    await sql.end();
  }
}
