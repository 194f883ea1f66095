package io.balsam.cli.run;

import io.balsam.cli.option.Opt;
import io.balsam.cli.option.UsageProblem;
import io.balsam.cli.site.Invocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Options shared by commands that read scripts. */
final class RunOptions {

  static final Opt PARAM =
      Opt.value("param", "NAME=VALUE", "a parameter of the script; wins over --params-file")
          .letter("p")
          .repeated();
  static final Opt PARAMS_FILE =
      Opt.value("params-file", "FILE", "parameters of the script from a YAML or JSON file")
          .completing(Opt.Complete.FILE);
  static final Opt CORES =
      Opt.value("cores", "N", "cores that jobs may use (default: all of this machine)")
          .older("slots");
  static final Opt GPUS = Opt.value("gpus", "N", "GPUs that jobs may use (default: all found)");

  static final Opt MEMORY =
      Opt.value("memory", "AMOUNT", "memory that jobs may use, such as '16 GB' (default: all)");
  static final Opt RESOURCES =
      Opt.value("resources", "NAME=N,…", "other resources that jobs may use: licence=5,fpga=1");

  private RunOptions() {}

  /** Returns the script. */
  static Path script(Invocation call) {
    if (call.arguments().words().size() > 1 && call.arguments().has("quiet")) {
      throw new UsageProblem(
          "one SCRIPT only, but there is also '%s': for a queue write --queue %s; -q is --quiet here"
              .formatted(call.arguments().words().get(1), call.arguments().words().get(1)));
    }
    String word = call.arguments().onlyWord("SCRIPT");
    Path script = call.io().directory().resolve(word).normalize();
    if (!Files.isRegularFile(script)) {
      throw new UsageProblem("there is no file " + script);
    }
    return script;
  }

  /** Returns the values of the script's parameters. */
  static Map<String, Object> parameters(Invocation call) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    if (call.arguments().text("params-file").isPresent()) {
      String file = call.arguments().text("params-file").get();
      values.putAll(ParamsFile.read(call.io().directory().resolve(file)));
    }
    call.arguments().pairs("param").forEach(pair -> values.put(pair[0], pair[1]));
    return values;
  }
}
