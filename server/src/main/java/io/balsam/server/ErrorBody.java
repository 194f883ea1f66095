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

  /** The request was sent to a host name that is not the server's own. */
  static final String WRONG_HOST = "wrong_host";

  /** The address is right, but there is no object with that number. */
  static final String NO_SUCH_THING = "no_such_thing";

  /** There is nothing at all at the address. */
  static final String NO_SUCH_ADDRESS = "no_such_address";

  static final String METHOD_NOT_ALLOWED = "method_not_allowed";
  static final String TOO_LARGE = "too_large";

  /** The request is not valid in the present state. */
  static final String CONFLICT = "conflict";

  /** The session was closed or given up. */
  static final String NO_SUCH_SESSION = "no_such_session";

  /** The owner is about to end, and another one may follow: the client may try again. */
  static final String UNAVAILABLE = "unavailable";

  /** The owner is there, but its database is not; nothing was done. */
  static final String STORE_AWAY = "store_away";

  static final String INTERNAL = "internal";
}
