package io.balsam.cli.look;

import io.balsam.cli.site.Call;
import io.balsam.cli.site.Exit;
import io.balsam.cli.site.JsonPage;
import io.balsam.cli.term.Console;
import io.balsam.cli.term.Typed;
import io.balsam.engine.api.CommandResult;
import java.util.List;
import java.util.stream.Collectors;

/** What became of a command on many jobs. */
final class Results {

  private static final int SHOWN = 20;

  private Results() {}

  /**
   * Prints it.
   *
   * @return bad input when nothing was done at all
   */
  static int print(Call call, CommandResult result, String done) {
    Console console = call.console();
    if (call.arguments().has("json")) {
      console.json(JsonPage.of(result));
    } else {
      if (!result.done().isEmpty()) {
        console.result("%s: %s".formatted(count(result.done().size(), done), ids(result.done())));
      }
      result.refused().entrySet().stream()
          .limit(SHOWN)
          .forEach(entry -> console.note("job %d: %s".formatted(entry.getKey(), entry.getValue())));
      int hidden = result.refused().size() - SHOWN;
      if (hidden > 0) {
        console.note("… and %d more".formatted(hidden));
      }
      if (result.done().isEmpty() && result.refused().isEmpty()) {
        console.note("No job matches; '%s' lists them.".formatted(Typed.here("job ls")));
      }
    }
    return result.done().isEmpty() ? Exit.BAD_INPUT : Exit.OK;
  }

  private static String count(int number, String done) {
    return number == 1 ? "1 job " + done : number + " jobs " + done;
  }

  private static String ids(List<Long> ids) {
    String text = ids.stream().limit(SHOWN).map(String::valueOf).collect(Collectors.joining(" "));
    return ids.size() > SHOWN ? text + " …" : text;
  }
}
