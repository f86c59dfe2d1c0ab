export { app as default } from './http/app.ts';
export { BallotBox } from './storage/ballot-box.ts';
export { Publisher } from './storage/publisher.ts';
export { Scoreboard } from './storage/scoreboard.ts';
