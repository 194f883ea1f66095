/**
 * BatchJobs from request to end: their registry and policy, and the service module that submits,
 * polls and cancels them.
 */
@NullMarked
package io.balsam.engine.batchjob;

import org.jspecify.annotations.NullMarked;
