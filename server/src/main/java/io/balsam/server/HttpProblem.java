package io.balsam.server;

/**
 * Thrown for a request that cannot be answered as asked. The message is one sentence for a person.
 */
final class HttpProblem extends RuntimeException {
  private static final long serialVersionUID = 1;

  final int status;
  final String error;

  HttpProblem(int status, String error, String message) {
    super(message, null, false, false);
    this.status = status;
    this.error = error;
  }

  static HttpProblem badRequest(String message) {
    return new HttpProblem(400, ErrorBody.BAD_REQUEST, message);
  }

  static HttpProblem noSuch(String what, long id) {
    return new HttpProblem(404, ErrorBody.NO_SUCH_THING, "there is no " + what + " " + id);
  }

  ErrorBody body() {
    return new ErrorBody(error, String.valueOf(getMessage()));
  }
}
