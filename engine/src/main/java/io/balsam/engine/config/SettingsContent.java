package io.balsam.engine.config;

import java.util.Map;
import java.util.Optional;

/**
 * Content of one {@code settings.yml}.
 *
 * @param modules blocks of service modules; empty for a disabled one
 * @param places positions of blocks and of keys inside them, by their full path
 * @param broken whether it is not YAML; then only the part before the error was read
 */
record SettingsContent(
    Map<Setting, SettingValue> values,
    Map<ProviderKind, Map<String, Map<String, Object>>> plugins,
    Map<String, Optional<Map<String, Object>>> modules,
    Map<String, String> places,
    boolean broken) {}
