package io.balsam.cobalt;

import io.balsam.spi.ErrorKind;
import io.balsam.spi.PluginException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Launch parameters of a job as words of the command line. */
final class LaunchParams {

  private LaunchParams() {}

  /** Returns each key and value as a word; a key without a value is one word. */
  static List<String> words(String program, Map<String, String> params) {
    List<String> words = new ArrayList<>();
    params.forEach(
        (key, value) -> {
          if (!key.startsWith("-")) {
            throw new PluginException(
                ErrorKind.USER,
                "launch parameter '%s': %s would run it as the program: write '--%s'"
                    .formatted(key, program, key.replace('_', '-')));
          }
          words.add(key);
          if (!value.isEmpty()) {
            words.add(value);
          }
        });
    return words;
  }
}
