package io.balsam.engine.domain;

import java.nio.file.Path;
import java.util.Map;

/**
 * Everything needed to read a workflow again: kept with the run.
 *
 * @param main name of the first script, a key of {@code texts}
 * @param directory where the first script lay; relative input files start here
 * @param texts script texts by name, included ones too
 * @param params script parameters with their values, defaults filled in
 */
public record Script(
    String main, Path directory, Map<String, String> texts, Map<String, Object> params) {}
