package dev.nnd.runtime;

import java.util.Optional;

/**
 * One epoch of a training.
 *
 * @param epoch from 1
 * @param objective the mean over the examples of the mini-batches' objectives, each before its update
 * @param validation the score on the validation part after the epoch, if there is such a part
 * @param rate the learning rate of its last update
 * @param nanos the time that it took, validation included, in nanoseconds
 */
public record EpochReport(int epoch, double objective, Optional<Evaluation> validation, double rate, long nanos) {
}
