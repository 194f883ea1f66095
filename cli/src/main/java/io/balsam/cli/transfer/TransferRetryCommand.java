package io.balsam.cli.transfer;

import io.balsam.agent.access.SiteAccess;
import io.balsam.agent.access.SiteClient;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.api.TransferCommand;

/** The {@code balsam transfer retry} command. */
public final class TransferRetryCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("transfer retry", "move again what did not arrive, for new jobs")
        .arguments("[ID...]", Opt.Complete.NOTHING)
        .with(TransferFilters.OPTIONS)
        .with(CommandSpec.JSON)
        .about(
            """
            A job fails when one of its items does not arrive. So the jobs of the items are run again, as
            'balsam job retry' does. What waits for a transfer that fails is tried again without this.""")
        .examples(
            "balsam transfer retry 31", "balsam transfer retry --run latest --location archive");
  }

  @Override
  public int run(Invocation call) {
    try (SiteClient site = SiteAccess.change(call.context())) {
      return ItemJobs.act(call, site.balsam(), TransferCommand.RETRY, false, "new");
    }
  }
}
