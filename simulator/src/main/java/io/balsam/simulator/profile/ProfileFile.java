package io.balsam.simulator.profile;

import io.balsam.engine.config.BlockFile;
import io.balsam.engine.config.ConfigReader;
import io.balsam.engine.config.SettingsProblem;
import io.balsam.spi.PluginException;
import java.nio.file.Path;

/** Profile of a machine as a YAML file. */
public final class ProfileFile {

  private ProfileFile() {}

  /**
   * Reads a profile, and the trace that it names.
   *
   * @throws SettingsProblem for mistakes in it, a line for each: file, line, what is wrong and what
   *     would be right
   */
  public static Scenario read(Path file) {
    try {
      WrittenProfile written =
          ConfigReader.make("profile", BlockFile.read(file), new ProfileReader(file)::read);
      return written.trace() == null
          ? written.scenario()
          : written.scenario().withOthers(written.trace().read());
    } catch (PluginException e) {
      throw new SettingsProblem(String.valueOf(e.getMessage()));
    }
  }
}
