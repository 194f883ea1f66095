package io.balsam.engine.site;

import io.balsam.engine.config.Setting;
import io.balsam.engine.config.SettingValue;
import io.balsam.engine.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks that a launcher has the time to end its jobs before it loses them, or its allocation. */
final class LauncherTimes {

  private LauncherTimes() {}

  /** Returns a line for each time that is too short for {@code kill_grace}. */
  static List<String> problems(Settings settings) {
    return Stream.of(Setting.LEASE, Setting.LAUNCHER_MARGIN)
        .flatMap(setting -> problem(settings, setting).stream())
        .toList();
  }

  private static Optional<String> problem(Settings settings, Setting setting) {
    SettingValue time = settings.value(setting);
    SettingValue grace = settings.value(Setting.KILL_GRACE);
    if (settings.seconds(setting).compareTo(settings.seconds(Setting.KILL_GRACE)) > 0) {
      return Optional.empty();
    }
    return Optional.of(
        time.set()
            ? "%s: %s: must be more than kill_grace (%s), not '%s'"
                .formatted(time.origin(), setting.key(), shown(grace), time.text())
            : "%s: kill_grace: must be less than %s (%s), not '%s': set both"
                .formatted(grace.origin(), setting.key(), shown(time), grace.text()));
  }

  private static String shown(SettingValue value) {
    return value.text() + (value.set() ? "" : ", the default");
  }
}
