/** The container's health check: exit code 0 while the server answers /livez. */
import { get } from 'node:http';

const port = process.env.PORT || '3000';
const request = get({ host: '127.0.0.1', port, path: '/livez', timeout: 2_000 }, (response) => {
  process.exit(response.statusCode === 200 ? 0 : 1);
});
request.on('timeout', () => request.destroy(new Error('no answer')));
request.on('error', () => process.exit(1));
