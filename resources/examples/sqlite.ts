// Queries a SQLite database in memory, one for each thread. SQLite has no asynchronous form: an
// `async` function around it holds the loop all the same.
import sqlite from 'node-sqlite3-wasm'

let database: InstanceType<typeof sqlite.Database> | null = null

export function before(): void {
  database = new sqlite.Database(':memory:')
  database.exec('CREATE TABLE city (id INTEGER PRIMARY KEY, country INTEGER, people INTEGER)')
  database.exec('BEGIN')
  for (let id = 0; id < 5_000; id++) {
    database.run('INSERT INTO city VALUES (?, ?, ?)', [id, id % 50, (id * 7_919) % 100_000])
  }
  database.exec('COMMIT')
}

export function after(): void {
  database?.close()
}

export const inputs = Array.from({ length: 50 }, (_, country) => country)

export function blocking(country: number): unknown {
  return database?.get(
    'SELECT count(*) AS cities, sum(people) AS people FROM city WHERE country = ?',
    [country],
  )
}

export function job(country: number): Promise<unknown> {
  return Promise.resolve(blocking(country))
}
