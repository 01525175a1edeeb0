// @ts-check
// Runs on the Node of n8n, which has SQLite built in: node writePackageRows.mjs <database> <rows as JSON>
import { DatabaseSync } from 'node:sqlite';

const [databaseFile = '', rows = ''] = process.argv.slice(2);
const { name, version, author, nodes } = JSON.parse(rows);
const database = new DatabaseSync(databaseFile, { timeout: 10_000 });
const now = new Date().toISOString().replace('T', ' ').replace('Z', '');

database.exec('BEGIN IMMEDIATE');
database.prepare('DELETE FROM installed_nodes WHERE package = ?').run(name);
database
	.prepare(
		`INSERT INTO installed_packages (packageName, installedVersion, authorName, authorEmail, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (packageName) DO UPDATE SET installedVersion = excluded.installedVersion, updatedAt = excluded.updatedAt`,
	)
	.run(name, version, author.name, author.email, now, now);
const insertNode = database.prepare(
	'INSERT INTO installed_nodes (name, type, latestVersion, package) VALUES (?, ?, ?, ?)',
);
for (const node of nodes) insertNode.run(node.name, node.type, node.version, name);
database.exec('COMMIT');
database.close();
