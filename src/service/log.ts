/** Where does a use case say what happened? As pino's logger, of which tests give a silent one. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
