package io.balsam.cli.transfer;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Times;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.Balsam;
import io.balsam.engine.api.JobFilter;
import io.balsam.engine.api.JobView;
import io.balsam.engine.api.TransferFilter;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.api.TransferItemView;
import io.balsam.engine.domain.TransferSlot.Direction;
import io.balsam.server.TransferDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code balsam transfer show} command. */
public final class TransferShowCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("transfer show", "show everything about one item of a transfer")
        .arguments("ID", Opt.Complete.NOTHING)
        .with(CommandSpec.JSON)
        .about("Where the file comes from and goes to, what moves it, and what went wrong last.")
        .examples("balsam transfer show 12", "balsam transfer show 12 --json");
  }

  @Override
  public int run(Invocation call) {
    List<Long> id = TransferWords.ids(List.of(call.arguments().onlyWord("ID")));
    try (SiteClient site = SiteAccess.openReadOnly(call.context())) {
      TransferItemView item =
          site.balsam().transfers(TransferFilter.ALL.withIds(id)).results().stream()
              .findFirst()
              .orElseThrow(
                  () ->
                      new UsageProblem(
                          "there is no transfer item %d here; '%s' lists them"
                              .formatted(id.get(0), Typed.here("transfer ls"))));
      if (call.arguments().has("json")) {
        call.console().json(JsonPage.of(TransferDocument.of(item)));
      } else {
        page(item, site.balsam(), call.console());
      }
    }
    return ExitCode.OK;
  }

  private static void page(TransferItemView item, Balsam balsam, Console out) {
    Optional<JobView> job =
        balsam.jobs(JobFilter.ALL.withIds(List.of(item.job()))).results().stream().findFirst();
    String local =
        job.map(of -> Path.of(of.workdir()).resolve(item.localPath()).normalize().toString())
            .orElse(item.localPath());
    boolean in = item.direction() == Direction.IN;
    String state =
        TransferWords.paint(item.state(), out.style()).apply(TransferDocument.word(item.state()));
    out.result(out.style().bold("transfer item " + item.id()) + "  " + state);
    line(
        out,
        "job",
        item.job() + job.map(of -> "  %s  %s".formatted(of.app(), of.state())).orElse(""));
    line(out, "slot", "%s (%s)".formatted(item.slot(), TransferDocument.word(item.direction())));
    line(out, "from", in ? TransferWords.place(item) : local);
    line(out, "to", in ? local : TransferWords.place(item));
    line(out, "directory", item.recursive() ? "yes" : "");
    line(out, "via", item.way());
    line(out, "chosen by time", item.choice());
    line(out, "took", took(item));
    line(out, "task", item.task());
    line(out, "size", TransferWords.size(item));
    line(out, "files", item.files() == 0 ? "" : Long.toString(item.files()));
    line(out, "attempts", Integer.toString(item.attempts()));
    line(out, "created", day(item.created()));
    line(out, "started", day(item.started()));
    line(out, "ended", day(item.ended()));
    String name = item.state() == TransferItemState.ERROR ? "error" : "last error";
    for (String text : item.error().lines().toList()) {
      line(out, name, text);
      name = "";
    }
    out.say("");
    out.say(
        "Next: %s, %s"
            .formatted(
                Typed.here("transfer ls --job", item.job()), Typed.here("explain", item.job())));
  }

  private static String took(TransferItemView item) {
    if (item.estimate() == null || item.started() == null || item.ended() == null) {
      return "";
    }
    return "%s, with the other items of its task; estimated were %s"
        .formatted(
            Times.length(Duration.between(item.started(), item.ended())),
            Times.length(item.estimate()));
  }

  private static String day(@Nullable Instant instant) {
    return instant == null ? "" : Times.day(instant);
  }

  private static void line(Console out, String name, String value) {
    if (!value.isEmpty()) {
      out.result("  " + out.style().dim(String.format(Locale.ROOT, "%-16s", name)) + value);
    }
  }
}
