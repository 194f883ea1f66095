package io.balsam.server;

import io.balsam.engine.api.AppTimes;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.SiteEvent;
import io.balsam.spi.PluginException;
import java.util.List;

/** Routes of {@code /site} and {@code /apps}. */
final class SiteRoutes {

  private final Balsam balsam;

  SiteRoutes(Balsam balsam) {
    this.balsam = balsam;
  }

  List<Route> all() {
    return List.of(
        Route.get("/site", this::site),
        Route.get("/site/plan", this::plan),
        Route.get("/apps", this::apps),
        Route.get("/site/events", this::events));
  }

  private Object site(Call call) {
    call.params().nothingElse();
    return balsam.site();
  }

  private Object plan(Call call) {
    call.params().nothingElse();
    try {
      return balsam.plan();
    } catch (UnsupportedOperationException | PluginException e) {
      throw new HttpProblem(409, ErrorBody.CONFLICT, String.valueOf(e.getMessage()));
    }
  }

  private Object apps(Call call) {
    call.params().nothingElse();
    List<AppTimes> apps = balsam.apps();
    return new Page<>(apps.size(), apps);
  }

  private Object events(Call call) {
    long after = call.params().number("after", 0, Long.MAX_VALUE, 0);
    int limit = (int) call.params().number("limit", 1, Filters.MOST, Filters.USUAL);
    call.params().nothingElse();
    List<SiteEvent> events = balsam.siteEvents(after, limit);
    return new Page<>(events.size(), events);
  }
}
