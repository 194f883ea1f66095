/**
 * Predicts run times of jobs from earlier attempts. Pure computation: attempts in, predictions out.
 */
@NullMarked
package io.balsam.engine.model;

import org.jspecify.annotations.NullMarked;
