package io.balsam.cli.setup;

import io.balsam.cli.option.CommandSpec;
import io.balsam.cli.option.Opt;
import io.balsam.engine.api.TransferItemState;
import io.balsam.engine.domain.JobState;
import io.balsam.server.TransferDocument;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Completion script for bash. It starts no JVM: names of runs are taken from their directories. */
final class BashCompletion {

  private static final String SCRIPT =
      """
      # bash completion for balsam; made by 'balsam completion bash'.
      _balsam_runs() {
        local site=${BALSAM_SITE:-.} run
        for run in "$site"/data/*/; do
          run=${run%/}
          case $run in */\\*) ;; *) printf '%s\\n' "${run##*/}" ;; esac
        done
      }

      _balsam_values() { # KIND PREFIX
        case $1 in
          FILE) compopt -o filenames; COMPREPLY=($(compgen -f -- "$2")) ;;
          DIRECTORY) compopt -o filenames; COMPREPLY=($(compgen -d -- "$2")) ;;
          STATE) COMPREPLY=($(compgen -W "@STATES@" -- "$2")) ;;
          TRANSFER_STATE) COMPREPLY=($(compgen -W "@TRANSFER_STATES@" -- "$2")) ;;
          DIRECTION) COMPREPLY=($(compgen -W "in out" -- "$2")) ;;
          RUN) COMPREPLY=($(compgen -W "latest $(_balsam_runs)" -- "$2")) ;;
          FORMAT) COMPREPLY=($(compgen -W "svg dot mermaid" -- "$2")) ;;
          SHELL) COMPREPLY=($(compgen -W "bash zsh" -- "$2")) ;;
          *) COMPREPLY=() ;;
        esac
      }

      _balsam() {
        local cur=${COMP_WORDS[COMP_CWORD]} prev= word command= i
        [ "$COMP_CWORD" -gt 0 ] && prev=${COMP_WORDS[COMP_CWORD - 1]}
        for ((i = 1; i < COMP_CWORD; i++)); do
          word=${COMP_WORDS[i]}
          case $word in
            @VALUED@) ((i++)) ;;
            -*) ;;
            *)
              case "$command" in
                '') command=$word ;;
                @GROUPS@) command="$command $word" ;;
              esac
              ;;
          esac
        done
        case "$prev $command" in
      @OPTION_VALUES@  esac
        local options= operand= next=
        case $command in
          '') next="@FIRST@" options="--version @COMMON@" ;;
      @SECONDS@@COMMANDS@  esac
        case $cur in
          -*) COMPREPLY=($(compgen -W "$options" -- "$cur")) ;;
          *)
            if [ -n "$next" ]; then
              COMPREPLY=($(compgen -W "$next" -- "$cur"))
            else
              _balsam_values "$operand" "$cur"
            fi
            ;;
        esac
      }

      complete -F _balsam balsam ./balsam
      """;

  private final List<CommandSpec> commands;

  BashCompletion(List<CommandSpec> commands) {
    this.commands = commands.stream().filter(spec -> !spec.hidden()).toList();
  }

  String script() {
    return SCRIPT
        .replace("@STATES@", join(Arrays.stream(JobState.values()).map(Enum::name)))
        .replace(
            "@TRANSFER_STATES@",
            join(Arrays.stream(TransferItemState.values()).map(TransferDocument::word)))
        .replace(
            "@VALUED@",
            options()
                .filter(opt -> !opt.value().isEmpty())
                .flatMap(BashCompletion::words)
                .distinct()
                .collect(Collectors.joining(" | ")))
        .replace("@GROUPS@", String.join(" | ", groups()))
        .replace("@OPTION_VALUES@", optionValues())
        .replace("@FIRST@", join(commands.stream().map(spec -> first(spec.name())).distinct()))
        .replace("@COMMON@", optionWords(CommandSpec.COMMON))
        .replace("@SECONDS@", seconds())
        .replace("@COMMANDS@", commandLines());
  }

  private String optionValues() {
    Set<String> lines = new LinkedHashSet<>();
    for (CommandSpec spec : commands) {
      for (Opt opt : spec.options()) {
        if (namesakes(opt).map(Opt::complete).distinct().count() > 1) {
          lines.add(optionValue(opt, word -> "\"%s %s\"".formatted(word, spec.name())));
        }
      }
    }
    options()
        .filter(opt -> !opt.value().isEmpty())
        .forEach(opt -> lines.add(optionValue(opt, word -> "\"%s \"*".formatted(word))));
    return String.join("", lines);
  }

  /** Returns the options of this name, of which each command may have its own. */
  private Stream<Opt> namesakes(Opt opt) {
    return options().filter(other -> !other.value().isEmpty() && other.name().equals(opt.name()));
  }

  private static String optionValue(Opt opt, UnaryOperator<String> pattern) {
    return "    %s) _balsam_values %s \"$cur\"; return ;;\n"
        .formatted(words(opt).map(pattern).collect(Collectors.joining(" | ")), opt.complete());
  }

  private String seconds() {
    StringBuilder text = new StringBuilder();
    for (String group : groups()) {
      String words =
          join(
              commands.stream()
                  .map(CommandSpec::name)
                  .filter(name -> name.startsWith(group + " "))
                  .map(name -> name.substring(group.length() + 1)));
      text.append("    %s) next=\"%s\" ;;\n".formatted(group, words));
    }
    return text.toString();
  }

  private String commandLines() {
    return commands.stream()
        .map(
            spec ->
                "    '%s') operand=%s options=\"%s\" ;;\n"
                    .formatted(spec.name(), spec.operand(), optionWords(spec.allOptions())))
        .collect(Collectors.joining());
  }

  private Stream<Opt> options() {
    return commands.stream().flatMap(spec -> spec.allOptions().stream()).distinct();
  }

  private Set<String> groups() {
    return commands.stream()
        .map(CommandSpec::name)
        .filter(name -> name.contains(" "))
        .map(BashCompletion::first)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String optionWords(List<Opt> options) {
    return join(options.stream().map(opt -> "--" + opt.name()));
  }

  private static Stream<String> words(Opt opt) {
    return opt.letter().isEmpty()
        ? Stream.of("--" + opt.name())
        : Stream.of("--" + opt.name(), "-" + opt.letter());
  }

  private static String first(String name) {
    int space = name.indexOf(' ');
    return space < 0 ? name : name.substring(0, space);
  }

  private static String join(Stream<String> words) {
    return words.collect(Collectors.joining(" "));
  }
}
