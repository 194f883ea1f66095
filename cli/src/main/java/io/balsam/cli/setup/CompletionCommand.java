package io.balsam.cli.setup;

import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import java.util.List;
import java.util.function.Supplier;

/** The {@code balsam completion} command. */
public final class CompletionCommand implements Command {

  private final Supplier<List<CommandSpec>> commands;

  /**
   * Creates the command.
   *
   * @param commands all commands that can be completed
   */
  public CompletionCommand(Supplier<List<CommandSpec>> commands) {
    this.commands = commands;
  }

  @Override
  public CommandSpec spec() {
    return CommandSpec.of("completion", "print a completion script for bash or zsh")
        .arguments("bash|zsh", Opt.Complete.SHELL)
        .about(
            """
            Completes commands, options, states, files and the names of runs. To have it in every shell:
              bash: add  source <(balsam completion bash)  to ~/.bashrc
              zsh:  add  source <(balsam completion zsh)   to ~/.zshrc, after compinit""")
        .examples("source <(balsam completion bash)");
  }

  @Override
  public int run(Invocation call) {
    String shell = call.arguments().onlyWord("bash or zsh");
    String script =
        switch (shell) {
          case "bash" -> new BashCompletion(commands.get()).script();
          case "zsh" -> new ZshCompletion(commands.get()).script();
          default ->
              throw new UsageProblem("no completion for '" + shell + "': choose bash or zsh");
        };
    call.io().out().print(script);
    return ExitCode.OK;
  }
}
