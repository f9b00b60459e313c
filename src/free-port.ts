import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { StartUpError } from './start-up-error.js';

/** Tries a port, 0 for any, by listening on it for a moment; answers the port, or rejects with the system's error. */
export async function tryPort(port: number, host: string): Promise<number> {
  const server = createServer();
  server.listen(port, host);
  await once(server, 'listening');
  const { port: found } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return found;
}

/** Says why there is no listening at an address. */
export function refuseAddress(error: unknown, { host, port }: { host: string; port: number }): never {
  const { code, message } = error as NodeJS.ErrnoException;
  throw new StartUpError(
    code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use, perhaps by a Careergraph that is running already. Stop that program, or set PORT to a free port.`
      : `Careergraph cannot listen on port ${port} of ${host}: ${message}. Set PORT and HOST to what can be listened on.`,
  );
}
