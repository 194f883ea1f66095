package io.balsam.engine.batchjob;

import io.balsam.engine.command.ShellWords;
import io.balsam.engine.text.Nearest;
import io.balsam.engine.trust.FileTrouble;
import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.error.AttributeNotFoundException;
import io.pebbletemplates.pebble.error.PebbleException;
import io.pebbletemplates.pebble.error.RootAttributeNotFoundException;
import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Filter;
import io.pebbletemplates.pebble.loader.StringLoader;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Text with variables and a little logic, in the language of Jinja.
 *
 * <p>Pebble: users have templates in Jinja, which reads the same, in 500 kB with its one library
 * and strict about unknown variables; Jinjava comes with twenty. Nothing is escaped and no line
 * trimmed; the filter {@code sh} quotes for the shell.
 */
public final class JobTemplate {

  private static final PebbleEngine ENGINE =
      new PebbleEngine.Builder()
          .loader(new StringLoader())
          .autoEscaping(false)
          .strictVariables(true)
          .newLineTrimming(false)
          .cacheActive(false)
          .extension(new ShellFilter())
          .build();

  /** What Pebble says at the end of the text: a NUL character, or a token of this type. */
  private static final Pattern AT_END = Pattern.compile("\\x00|type EOF");

  private static final String UNCLOSED = "a '{{', '{%' or '{#' is not closed before the end";

  private final String name;
  private final String text;

  private JobTemplate(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * Reads a template from a file.
   *
   * @throws PluginException SITE when it cannot be read, USER when it is no text file
   */
  static JobTemplate read(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new PluginException(
          ErrorKind.USER, "the job template %s must be a regular file".formatted(file));
    }
    try {
      return new JobTemplate(file.toString(), Files.readString(file));
    } catch (CharacterCodingException e) {
      throw new PluginException(
          ErrorKind.USER, "the job template %s is not text in UTF-8".formatted(file), e);
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, FileTrouble.of("cannot read the job template " + file, file, e), e);
    }
  }

  /**
   * Returns the template of a text.
   *
   * @param name for error messages
   */
  static JobTemplate of(String name, String text) {
    return new JobTemplate(name, text);
  }

  /**
   * Fills in the template.
   *
   * @throws PluginException USER with file and line when a variable is unknown or it is no template
   */
  String render(Map<String, Object> variables) {
    try {
      PebbleTemplate template = ENGINE.getTemplate(text);
      StringWriter out = new StringWriter();
      template.evaluate(out, variables);
      return out.toString();
    } catch (RootAttributeNotFoundException e) {
      throw unknown(e, e.getAttributeName(), variables);
    } catch (AttributeNotFoundException e) {
      throw unknownPart(e);
    } catch (PebbleException e) {
      String said = String.valueOf(e.getPebbleMessage());
      throw complaint(e, AT_END.matcher(said).find() ? UNCLOSED : said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Checks that the template can be filled in. Parts that depend on the request pass: tags, and the
   * number of partitions.
   *
   * @throws PluginException as {@link #render}
   */
  void trial(Map<String, Object> variables) {
    Map<String, Object> sample = new HashMap<>(variables);
    sample.put("tags", new AnyName());
    sample.put("filter_tags", new AnyName());
    try {
      var unused = render(sample);
    } catch (PluginException e) {
      if (!(e.getCause() instanceof AttributeNotFoundException part)
          || part instanceof RootAttributeNotFoundException
          || isOption(part)) {
        throw e;
      }
    }
  }

  /**
   * Returns an error when it would start no launcher, so that its BatchJobs would end with nothing
   * done.
   */
  Optional<String> idle() {
    boolean launching =
        text.lines()
            .map(String::strip)
            .anyMatch(line -> !line.startsWith("#") && line.contains("launcher"));
    return launching
        ? Optional.empty()
        : Optional.of(
            name
                + ": it starts no launcher, so no job would run: let its last line be 'exec {{ launcher_cmd }}'");
  }

  private PluginException unknown(
      PebbleException e, String variable, Map<String, Object> variables) {
    return complaint(
        e,
        "unknown variable '%s': %s"
            .formatted(
                variable,
                Nearest.question(
                    variable,
                    variables.keySet(),
                    "there are " + String.join(", ", new TreeSet<>(variables.keySet())))));
  }

  private PluginException unknownPart(AttributeNotFoundException e) {
    String part = String.valueOf(e.getAttributeName());
    if (isOption(e)) {
      return complaint(
          e,
          "unknown variable '%s': an option must be listed in optional_batch_job_params of settings.yml"
              .formatted(part));
    }
    boolean number = part.chars().allMatch(Character::isDigit);
    String what = number ? "[" + part + "]" : "'" + part + "'";
    String written = number ? "[" + part + "]" : " ." + part;
    return complaint(
        e,
        "there is no %s in this BatchJob: where it may be missing, write {{ …%s | default(\"\") }}"
            .formatted(what, written));
  }

  /**
   * Returns whether the unknown name is an option: Pebble reports the name behind the dot, and not
   * of what.
   */
  private boolean isOption(AttributeNotFoundException e) {
    Integer number = e.getLineNumber();
    String part = Pattern.quote(String.valueOf(e.getAttributeName()));
    return number != null
        && text.lines()
            .skip(number - 1L)
            .findFirst()
            .filter(
                line ->
                    Pattern.compile(
                            "(options|optional_params)\\s*(\\.\\s*|\\[\\s*[\"'])" + part + "\\b")
                        .matcher(line)
                        .find())
            .isPresent();
  }

  private PluginException complaint(PebbleException e, String what) {
    Integer line = e.getLineNumber();
    String place = line == null ? name : name + ":" + line;
    return new PluginException(ErrorKind.USER, place + ": " + what, e);
  }

  /** Map with a value for every name. */
  private static final class AnyName extends AbstractMap<String, String> {

    @Override
    public boolean containsKey(Object name) {
      return true;
    }

    @Override
    public String get(Object name) {
      return "";
    }

    @Override
    public Set<Map.Entry<String, String>> entrySet() {
      return Set.of();
    }
  }

  /** Adds the filter {@code sh}, which quotes any text as one shell word. */
  private static final class ShellFilter extends AbstractExtension implements Filter {

    @Override
    public Map<String, Filter> getFilters() {
      return Map.of("sh", this);
    }

    @Override
    public @Nullable List<String> getArgumentNames() {
      return null;
    }

    @Override
    public Object apply(
        @Nullable Object input,
        Map<String, Object> args,
        PebbleTemplate self,
        EvaluationContext context,
        int lineNumber) {
      return ShellWords.quote(input == null ? "" : input.toString());
    }
  }
}
