package io.balsam.cli;

import io.balsam.cli.option.Arguments;
import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.HelpPage;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.setup.Version;
import io.balsam.cli.site.Command;
import io.balsam.cli.site.ExitCode;
import io.balsam.cli.site.Invocation;
import io.balsam.cli.site.SiteWatch;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Io;
import io.balsam.cli.term.Style;
import io.balsam.cli.term.Typed;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Entry point of the {@code balsam} command. */
public final class Main {

  /** Commands whose standard output may be written to by a script. */
  private static final Set<String> PRINTING = Set.of("run", "resume");

  private Main() {}

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    StandardOutput out = new StandardOutput();
    Io io = ProcessIo.make(out);
    int code = run(List.of(args), io);
    io.out().flush();
    String trouble = out.trouble();
    if (trouble != null) {
      io.err().println("balsam: cannot write to standard output: " + trouble);
      code = code == ExitCode.OK ? ExitCode.TROUBLE : code;
    }
    io.err().flush();
    // Not a return: a plugin's stray thread must not keep a finished command alive.
    System.exit(code);
  }

  /**
   * Runs one command line.
   *
   * @param args the words behind {@code balsam}
   * @param io the streams, environment and terminal of the process
   * @return the exit code
   */
  public static int run(List<String> args, Io io) {
    if (args.equals(List.of("--version")) || args.equals(List.of("-V"))) {
      io.out().println(Version.line());
      return ExitCode.OK;
    }
    boolean color =
        io.terminal() && io.variable("NO_COLOR").isEmpty() && !args.contains("--no-color");
    Style style = new Style(color, io.unicode());
    Console console = new Console(io, style, false).about(site(args));
    try {
      return run(CommandLine.of(args), console);
    } catch (Throwable e) {
      return ErrorLine.print(e, console, args);
    }
  }

  /** Returns the value of {@code --site} as typed, even if the rest of the line is invalid. */
  private static String site(List<String> args) {
    for (int i = 0; i < args.size() && !args.get(i).equals("--"); i++) {
      if (args.get(i).startsWith("--site=")) {
        return args.get(i).substring("--site=".length());
      }
      if (args.get(i).equals("--site") && i + 1 < args.size()) {
        return args.get(i + 1);
      }
    }
    return "";
  }

  private static int run(CommandLine line, Console console) throws Exception {
    if (line.command().isEmpty()) {
      return withoutCommand(line, console);
    }
    if (line.help()) {
      return help(line.command(), console);
    }
    Command command = CommandRegistry.command(line.command());
    Arguments arguments = Arguments.parse(command.spec(), line.words());
    Console out = arguments.has("quiet") ? console.silent() : console;
    PrintStream before = System.out;
    if (arguments.has("json") || !PRINTING.contains(line.command())) {
      // What a script prints is not a result of the command.
      System.setOut(console.io().err());
    }
    try {
      return command.run(new Invocation(arguments, out));
    } catch (RuntimeException e) {
      if (!SiteWatch.ownerLost(e)) {
        throw e;
      }
      // The owner ended between two requests: now the store is free, or another owner answers.
      return CommandRegistry.command(line.command()).run(new Invocation(arguments, out));
    } finally {
      System.setOut(before);
    }
  }

  private static int withoutCommand(CommandLine line, Console console) {
    Arguments arguments = Arguments.parse(CommandSpec.of("", ""), line.words());
    if (line.words().isEmpty() || arguments.has("help")) {
      console.result(HelpPage.overview(CommandRegistry.groups(), console.style()));
      return line.words().isEmpty() ? ExitCode.BAD_INPUT : ExitCode.OK;
    }
    throw new UsageProblem("a command is missing: '" + Typed.of("--help") + "' lists them");
  }

  private static int help(String name, Console console) {
    if (CommandRegistry.names().contains(name)) {
      console.result(HelpPage.page(CommandRegistry.command(name).spec(), console.style()));
      return ExitCode.OK;
    }
    Map<String, List<CommandSpec>> group =
        Map.of(
            "Commands",
            CommandRegistry.specs().stream().filter(s -> s.name().startsWith(name + " ")).toList());
    console.result(HelpPage.overview(group, console.style()));
    return ExitCode.OK;
  }
}
