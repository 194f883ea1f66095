package io.balsam.cli.look;

import io.balsam.cli.site.Invocation;

/** How much of a list is shown. */
final class Limit {

  private Limit() {}

  /**
   * What {@code --limit} says, with 0 for everything. Programs get everything unless they say
   * otherwise: they do not see a remark that there is more.
   *
   * @param forPeople how much a person is shown without the option
   */
  static int of(Invocation call, int forPeople) {
    int usual = call.arguments().has("json") ? 0 : forPeople;
    int limit = call.arguments().number("limit", usual, 0);
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }
}
