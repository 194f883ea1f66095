package io.balsam.server;

import java.util.List;
import java.util.Map;

/**
 * Answer to a change of many items.
 *
 * @param count number of results
 * @param results the items as they are now; for each that is moved again, the one of the new job
 * @param refused ids of the items that were not changed, with the reason
 */
record TransferChanges(long count, List<TransferDocument> results, Map<Long, String> refused) {}
