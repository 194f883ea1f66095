package io.balsam.server;

import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.launcher.Sessions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.stream.Stream;

/**
 * Table of all addresses.
 *
 * @param all routes, tried in this sequence
 */
record Routes(List<Route> all) {

  /**
   * Prefix of all addresses. It changes when something is renamed, removed or means something else;
   * new addresses, parameters and properties need no other.
   */
  static final String VERSION = "/v1";

  /**
   * Route of a request.
   *
   * @param id the number in the address, 0 if it has none
   */
  record Found(Route route, long id) {}

  /** Creates the routes of the whole API. */
  static Routes of(Balsam balsam, EventLongPoll waits) {
    return new Routes(
        Stream.of(
                new RunRoutes(balsam).all(),
                new JobRoutes(balsam, waits).all(),
                new TransferRoutes(balsam).all(),
                new BatchJobRoutes(balsam).all(),
                new SiteRoutes(balsam).all(),
                new SessionRoutes(balsam::sessions).all())
            .flatMap(List::stream)
            .toList());
  }

  /** Creates the routes of the session protocol only. */
  static Routes of(Sessions sessions) {
    return new Routes(new SessionRoutes(() -> sessions).all());
  }

  Found find(String method, String whole) {
    if (!whole.startsWith(VERSION + "/")) {
      throw new HttpProblem(
          404,
          ErrorBody.NO_SUCH_ADDRESS,
          "there is nothing at " + whole + "; all paths begin with " + VERSION);
    }
    String path = whole.substring(VERSION.length());
    Set<String> allowed = new LinkedHashSet<>();
    for (Route route : all) {
      Matcher matcher = route.path().matcher(path);
      if (matcher.matches()) {
        if (route.method().equals(method)) {
          return new Found(route, matcher.groupCount() == 0 ? 0 : Long.parseLong(matcher.group(1)));
        }
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw new HttpProblem(
          404,
          ErrorBody.NO_SUCH_ADDRESS,
          "there is nothing at "
              + whole
              + "; known paths begin with "
              + VERSION
              + "/runs, /jobs, /events, /transfers, /batch-jobs or /site");
    }
    throw new HttpProblem(
        405,
        ErrorBody.METHOD_NOT_ALLOWED,
        whole + " takes " + String.join(" or ", allowed) + ", not " + method);
  }
}
