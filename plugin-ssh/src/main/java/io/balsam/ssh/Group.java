package io.balsam.ssh;

import java.util.List;

/**
 * Items of a batch that one connection moves.
 *
 * @param in whether they come from the host
 * @param entries not empty
 */
record Group(Host host, boolean in, List<Entry> entries) {}
