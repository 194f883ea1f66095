package io.balsam.dsl.capture;

import io.balsam.dsl.problem.ProblemLog;
import io.balsam.dsl.source.SourcePosition;
import io.balsam.dsl.value.BadValue;
import io.balsam.engine.domain.TransferSlot;
import java.util.List;
import java.util.Map;

/** Options of an app's transfer slot: {@code direction: 'in', path: 'data.h5', …}. */
final class SlotOptions {

  private static final List<String> KNOWN =
      List.of("direction", "path", "required", "recursive", "description", "via", "checksum");

  private SlotOptions() {}

  static TransferSlot read(
      String slot, Map<String, Object> given, SourcePosition at, ProblemLog problems) {
    Options options = new Options("transfer", given, KNOWN, at, problems);
    return new TransferSlot(
        slot,
        direction(options),
        localPath(options),
        options.yes("required", true),
        options.yes("recursive", false),
        options.text("description", ""),
        options.text("via", ""),
        options.yes("checksum", false)
            ? TransferSlot.Comparison.CONTENTS
            : TransferSlot.Comparison.SIZES);
  }

  private static TransferSlot.Direction direction(Options options) {
    return switch (options.text("direction", "")) {
      case "in" -> TransferSlot.Direction.IN;
      case "out" -> TransferSlot.Direction.OUT;
      default -> options.bad("direction", "must be 'in' or 'out'", TransferSlot.Direction.IN);
    };
  }

  private static String localPath(Options options) {
    String path = options.text("path", ".");
    if (path.equals(".")) {
      return path;
    }
    try {
      return Workdir.clean(path);
    } catch (BadValue e) {
      return options.bad("path", "must be a path below the workdir, not '" + path + "'", path);
    }
  }
}
