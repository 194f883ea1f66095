package io.balsam.cli.transfer;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.look.Limit;
import io.balsam.cli.look.Pages;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Table;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.Page;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferFilter.By;
import io.balsam.engine.api.TransferFilter.Order;
import io.balsam.engine.api.TransferItemView;
import io.balsam.server.TransferDocument;
import java.util.List;

/** The {@code balsam transfer ls} command. */
public final class TransferLsCommand implements Command {

  private static final int LIMIT = 50;
  private static final int ERROR_WIDTH = 60;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("transfer ls", "list the files that jobs have moved in and out")
        .arguments("[ID...]", Opt.Complete.NOTHING)
        .with(TransferFilters.OPTIONS)
        .with(
            Opt.value(
                "limit", "N", "show at most N (default " + LIMIT + ", with --json all; 0: all)"),
            Opt.value("offset", "N", "skip the first N (default 0)"),
            Opt.flag("newest", "newest first (default: oldest first)"),
            CommandSpec.JSON)
        .about(
            """
            An item is a file or directory that a job names in one of its slots. Its state is awaiting_job,
            pending, active, inactive (its task is suspended by the service), done, error or cancelled.
            Filters of different kinds must all match; several states or locations match any.
            --job-state and --tag are those of the job.""")
        .examples(
            "balsam transfer ls --run latest --state error  # what did not arrive",
            "balsam transfer ls --job 12 --direction in",
            "balsam transfer ls --tag sample=7 --newest",
            "balsam transfer ls --json | jq 'map(.bytes) | add'");
  }

  @Override
  public int run(Invocation call) {
    Console console = call.console();
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      Balsam balsam = site.balsam();
      TransferFilter filter =
          TransferFilters.of(balsam, call.arguments())
              .withOrder(new Order(By.ID, call.arguments().has("newest")))
              .limited(Limit.of(call, LIMIT), call.arguments().number("offset", 0, 0));
      if (call.arguments().has("json")) {
        JsonPage.array(
            console,
            new Pages<>(
                filter.limit(),
                filter.offset(),
                steady(filter),
                (limit, offset) -> documents(balsam, filter.limited(limit, offset))));
        return ExitCode.OK;
      }
      Page<TransferItemView> page = balsam.transfers(filter);
      if (page.results().isEmpty()) {
        console.say(
            TransferFilters.isAll(filter) && page.count() == 0
                ? "No job here moves files in or out."
                : "No item matches.");
      } else {
        console.result(table(page.results(), console.style()));
        more(page, filter, console);
      }
    }
    return ExitCode.OK;
  }

  /** Returns whether no item leaves the list or moves in it while it is read. */
  private static boolean steady(TransferFilter filter) {
    return filter.states().isEmpty()
        && filter.jobStates().isEmpty()
        && filter.order().equals(Order.ID);
  }

  private static List<TransferDocument> documents(Balsam balsam, TransferFilter filter) {
    return balsam.transfers(filter).results().stream().map(TransferDocument::of).toList();
  }

  private static Table table(List<TransferItemView> items, Style style) {
    Table table =
        new Table(
            "id>", "job>", "slot", "dir", "place", "state", "via", "size>", "tries>", "error");
    for (TransferItemView item : items) {
      table.row(
          item.id(),
          item.job(),
          item.slot(),
          TransferDocument.word(item.direction()),
          TransferWords.place(item),
          new Table.Cell(
              TransferDocument.word(item.state()), TransferWords.paint(item.state(), style)),
          item.way(),
          TransferWords.size(item),
          item.attempts(),
          shortened(item.error(), style));
    }
    return table;
  }

  /** Returns the beginning of the first line. */
  private static String shortened(String error, Style style) {
    String line = error.lines().findFirst().orElse("");
    return line.codePointCount(0, line.length()) <= ERROR_WIDTH
        ? line
        : line.substring(0, line.offsetByCodePoints(0, ERROR_WIDTH - 1)) + style.either("…", "~");
  }

  private static void more(Page<TransferItemView> page, TransferFilter filter, Console console) {
    long last = filter.offset() + page.results().size();
    if (last < page.count()) {
      console.say(
          "%d of %d items: --limit 0 shows all; the next ones: --offset %d"
              .formatted(page.results().size(), page.count(), last));
    }
  }
}
