package io.balsam.cli.transfer;

import io.balsam.agent.access.PlatformFactory;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.engine.plugin.Platform;
import io.balsam.engine.plugin.Platforms;
import io.balsam.engine.plugin.PluginHost;
import io.balsam.spi.TransferLogin;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** The {@code balsam transfer login} command. */
public final class TransferLoginCommand implements Command {

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("transfer login", "log in to the service of a transfer")
        .arguments("TRANSFER", Opt.Complete.NOTHING)
        .about(
            """
            Prints a link to open in a browser, on any machine, and reads the code that the service shows
            there. The login is kept in a file that only you can read, and is renewed by itself as long
            as the service allows.""")
        .examples("balsam transfer login globus");
  }

  @Override
  public int run(Invocation call) throws IOException {
    String name = call.arguments().onlyWord("TRANSFER");
    try (PluginHost host = PlatformFactory.plugins(call.environment(), call.nearestSite())) {
      Platform platform =
          Platforms.withoutNodes(host, PlatformFactory.chosen(call.settings(call.nearestSite())));
      TransferLogin login =
          platform
              .transfer(name)
              .login()
              .orElseThrow(
                  () -> new UsageProblem("the transfer '%s' needs no login".formatted(name)));
      call.console().say("Open this link in a browser, log in, and copy the code:");
      call.console().say(login.link());
      call.console().say("Code:");
      call.io().out().flush();
      call.console().say(login.complete(code()));
      return ExitCode.OK;
    }
  }

  private static String code() throws IOException {
    // Not closed: the stream is the process's own.
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line = in.readLine();
    if (line == null || line.isBlank()) {
      throw new UsageProblem("no code was typed: nothing has changed");
    }
    return line.strip();
  }
}
