package io.balsam.cli.transfer;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.api.TransferCommand;

/** The {@code balsam transfer cancel} command. */
public final class TransferCancelCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("transfer cancel", "cancel items, with the jobs that need them")
        .arguments("[ID...]", Opt.Complete.NOTHING)
        .with(TransferFilters.OPTIONS)
        .with(Opt.flag("subtree", "also all jobs that wait for these jobs"), CommandSpec.JSON)
        .about(
            """
            A job cannot go on without its files, so the jobs of the items are cancelled, as 'balsam job
            cancel' does. A task is cancelled when nobody else has items in it.""")
        .examples("balsam transfer cancel 31", "balsam transfer cancel --task globus:7c1e…");
  }

  @Override
  public int run(Invocation call) {
    try (SiteClient site = SiteAccess.change(call.context())) {
      return ItemJobs.act(
          call,
          site.balsam(),
          TransferCommand.CANCEL,
          call.arguments().has("subtree"),
          "cancelled");
    }
  }
}
