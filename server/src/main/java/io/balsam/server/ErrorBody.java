package io.balsam.server;

/**
 * Body of every answer that is not a success.
 *
 * @param error one of the words below, for machines
 * @param message one sentence, for people
 */
record ErrorBody(String error, String message) {
  static final String BAD_REQUEST = "bad_request";
  static final String UNAUTHORIZED = "unauthorized";
  static final String FORBIDDEN = "forbidden";

  /** The request was sent to another name than the server's own. */
  static final String WRONG_HOST = "wrong_host";

  /** The address is right, but there is nothing with that number. */
  static final String NO_SUCH_THING = "no_such_thing";

  /** There is nothing at all at the address. */
  static final String NO_SUCH_ADDRESS = "no_such_address";

  static final String METHOD_NOT_ALLOWED = "method_not_allowed";
  static final String TOO_LARGE = "too_large";

  /** The thing asked for does not go with the present state. */
  static final String CONFLICT = "conflict";

  /** The session was closed or given up. */
  static final String NO_SUCH_SESSION = "no_such_session";

  /** Not now: the owner is about to end, and another one may follow. */
  static final String UNAVAILABLE = "unavailable";

  /** The owner is there, but its database is not; nothing was done. */
  static final String STORE_AWAY = "store_away";

  static final String INTERNAL = "internal";
}
