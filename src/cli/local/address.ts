import { createServer } from 'node:net';
import { refuse } from './refusal.ts';

/** Where the service listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** The origin to open on this machine. */
  readonly origin: string;
  /** Whether other machines reach it. */
  readonly open: boolean;
}

const DEFAULT_PORT = '8787';
const LAST_PORT = 65_535;
const LOCAL = new Set(['localhost', '127.0.0.1', '::1']);
/** What stands for all addresses of a machine. */
const ANY = new Set(['0.0.0.0', '::', '*']);

/** Reads `PORT` and `HOST`; stops the start where they make no address. */
export function readAddress({ PORT, HOST }: NodeJS.ProcessEnv): Address {
  const port = Number(PORT === undefined || PORT === '' ? DEFAULT_PORT : PORT);
  if (!Number.isInteger(port) || port < 1 || port > LAST_PORT) {
    refuse(`PORT is “${PORT}”: give a number from 1 to ${LAST_PORT}, as in PORT=8788 npm start`);
  }
  const host = HOST === undefined || HOST === '' ? 'localhost' : HOST;
  const name = ANY.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  if (!URL.canParse(`http://${name}:${port}`)) {
    refuse(`HOST is “${host}”: give a name or an address of this machine, or leave it out`);
  }
  const { origin } = new URL(`http://${name}:${port}`);
  return { host: host === '*' ? '::' : host, port, origin, open: !LOCAL.has(host) };
}

/** Stops the start where something listens there already, or nothing may. */
export async function mustBeFree({ host, port }: Address): Promise<void> {
  // Where another service has one of the two, a browser may reach that instead.
  for (const each of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
    const code = await codeOfListening(each, port);
    if (code === null || (each === '::1' && code !== 'EADDRINUSE')) continue;
    if (code === 'EADDRINUSE') {
      const next = port < LAST_PORT ? port + 1 : port - 1;
      refuse(`Port ${port} is in use. Choose another one: PORT=${next} npm start`);
    }
    if (code === 'EACCES') {
      refuse(`Port ${port} is not open to you. Choose one above 1023: PORT=8787 npm start`);
    }
    refuse(`HOST is “${host}”, which is no address of this machine (${code}). Leave it out?`);
  }
}

/** The code of the error that listening ends with; `null` where it works. */
const codeOfListening = (host: string, port: number) =>
  new Promise<string | null>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
