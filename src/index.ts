export { app as default } from './http/app.ts';
export { BallotBox } from './storage/box/ballot-box.ts';
export { Publisher } from './storage/publisher/publisher.ts';
export { Scoreboard } from './storage/scoreboard/scoreboard.ts';
