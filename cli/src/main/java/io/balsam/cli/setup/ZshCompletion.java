package io.balsam.cli.setup;

import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.domain.JobState;
import io.balsam.server.TransferDocument;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion script for zsh, with a description of each command and option. */
final class ZshCompletion {

  private static final String SCRIPT =
      """
      #compdef balsam
      # zsh completion for balsam; made by 'balsam completion zsh'.
      _balsam_runs() {
        local -a runs
        runs=(latest ${BALSAM_SITE:-.}/data/*(N/:t))
        compadd -a runs
      }

      _balsam() {
        local -a firsts
        firsts=(
      @FIRSTS@  )
        if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then
          _describe -t commands 'balsam command' firsts
          return
        fi
        case $words[2] in
      @GROUPS@@COMMANDS@  esac
      }

      if [ "$funcstack[1]" = "_balsam" ]; then _balsam; else compdef _balsam balsam ./balsam; fi
      """;

  private final List<CommandSpec> commands;

  ZshCompletion(List<CommandSpec> commands) {
    this.commands = commands.stream().filter(spec -> !spec.hidden()).toList();
  }

  String script() {
    Map<String, String> firsts = new LinkedHashMap<>();
    Map<String, StringBuilder> groups = new LinkedHashMap<>();
    StringBuilder singles = new StringBuilder();
    for (CommandSpec spec : commands) {
      int space = spec.name().indexOf(' ');
      if (space < 0) {
        firsts.put(spec.name(), spec.summary());
        singles.append("    %s) shift words; ((CURRENT--)); ".formatted(spec.name()));
        singles.append(arguments(spec)).append(" ;;\n");
      } else {
        String group = spec.name().substring(0, space);
        firsts.putIfAbsent(group, "commands about " + (group.equals("job") ? "jobs" : group));
        groups.computeIfAbsent(group, key -> new StringBuilder()).append(second(spec, space));
      }
    }
    StringBuilder grouped = new StringBuilder();
    groups.forEach((group, lines) -> grouped.append(group(group, lines.toString())));
    return SCRIPT
        .replace("@FIRSTS@", described(firsts))
        .replace("@GROUPS@", grouped)
        .replace("@COMMANDS@", singles);
  }

  private String group(String group, String cases) {
    Map<String, String> seconds = new LinkedHashMap<>();
    for (CommandSpec spec : commands) {
      if (spec.name().startsWith(group + " ")) {
        seconds.put(spec.name().substring(group.length() + 1), spec.summary());
      }
    }
    return """
              %s)
                if ((CURRENT == 3)); then
                  local -a seconds
                  seconds=(
          %s        )
                  _describe -t commands 'balsam %s command' seconds
                  return
                fi
                case $words[3] in
          %s      esac ;;
          """
        .formatted(group, described(seconds).indent(4), group, cases);
  }

  private static String second(CommandSpec spec, int space) {
    return "        %s) shift 2 words; ((CURRENT -= 2)); %s ;;\n"
        .formatted(spec.name().substring(space + 1), arguments(spec));
  }

  private static String arguments(CommandSpec spec) {
    String options =
        spec.allOptions().stream().map(ZshCompletion::option).collect(Collectors.joining(" "));
    return "_arguments %s '*: :%s'".formatted(options, action(spec.operand()));
  }

  private static String option(Opt opt) {
    String value =
        opt.value().isEmpty() ? "" : ":%s:%s".formatted(opt.value(), action(opt.complete()));
    return "'%s--%s[%s]%s'".formatted(opt.many() ? "*" : "", opt.name(), quoted(opt.help()), value);
  }

  private static String action(Opt.Complete complete) {
    return switch (complete) {
      case FILE -> "_files";
      case DIRECTORY -> "_files -/";
      case RUN -> "_balsam_runs";
      case FORMAT -> "(svg dot mermaid)";
      case SHELL -> "(bash zsh)";
      case STATE -> oneOf(Arrays.stream(JobState.values()).map(Enum::name));
      case TRANSFER_STATE ->
          oneOf(Arrays.stream(TransferItemState.values()).map(TransferDocument::word));
      case DIRECTION -> "(in out)";
      case JOB, APP, NOTHING -> " ";
    };
  }

  private static String oneOf(Stream<String> words) {
    return words.collect(Collectors.joining(" ", "(", ")"));
  }

  private static String described(Map<String, String> words) {
    StringBuilder text = new StringBuilder();
    words.forEach((word, help) -> text.append("    '%s:%s'\n".formatted(word, quoted(help))));
    return text.toString();
  }

  private static String quoted(String text) {
    return text.replace("'", "'\\''").replace("[", "(").replace("]", ")").replace(":", "\\:");
  }
}
