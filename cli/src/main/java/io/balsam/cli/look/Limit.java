package io.balsam.cli.look;

import io.balsam.cli.site.Invocation;

/** Maximum length of a listing. */
public final class Limit {

  private Limit() {}

  /**
   * Returns the value of {@code --limit}; 0 stands for all entries. Without the option, programs
   * get everything: they would not see the note that there is more.
   *
   * @param forPeople number of entries shown to a person without the option
   */
  public static int of(Invocation call, int forPeople) {
    int usual = call.arguments().has("json") ? 0 : forPeople;
    int limit = call.arguments().number("limit", usual, 0);
    return limit == 0 ? Integer.MAX_VALUE : limit;
  }
}
