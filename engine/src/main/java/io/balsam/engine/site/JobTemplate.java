package io.balsam.engine.site;

import io.balsam.engine.domain.Nearest;
import io.balsam.engine.run.command.ShellWords;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Text with variables and a little logic, in the language that Jinja made known. */
final class JobTemplate {

  private static final PebbleEngine ENGINE =
      new PebbleEngine.Builder()
          .loader(new StringLoader())
          .autoEscaping(false)
          .strictVariables(true)
          .newLineTrimming(false)
          .cacheActive(false)
          .extension(new ShellFilter())
          .build();

  private final String name;
  private final String text;

  private JobTemplate(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /**
   * A template of a file.
   *
   * @throws PluginException SITE when it cannot be read
   */
  static JobTemplate read(Path file) {
    try {
      return new JobTemplate(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new PluginException(
          ErrorKind.SITE, "the job template %s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * A template of a text.
   *
   * @param name for complaints
   */
  static JobTemplate of(String name, String text) {
    return new JobTemplate(name, text);
  }

  /**
   * Fills it in.
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
      throw unknown(e, e.getAttributeName(), Map.of());
    } catch (PebbleException e) {
      throw complaint(e, String.valueOf(e.getPebbleMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PluginException unknown(
      PebbleException e, String variable, Map<String, Object> variables) {
    String hint =
        variables.isEmpty()
            ? "an option must stand in optional_batch_job_params of settings.yml"
            : Nearest.question(
                variable,
                variables.keySet(),
                "there are " + String.join(", ", new TreeSet<>(variables.keySet())));
    return complaint(e, "unknown variable '%s': %s".formatted(variable, hint));
  }

  private PluginException complaint(PebbleException e, String what) {
    Integer line = e.getLineNumber();
    String place = line == null ? name : name + ":" + line;
    return new PluginException(ErrorKind.USER, place + ": " + what, e);
  }

  /** Adds {@code sh}, which makes one word for the shell of any text. */
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
