package dev.signalbox.signals.learning;

/**
 * What each level expected of an answer before it learnt how it was, from 0 to 1. Each level has
 * all that those before it have.
 *
 * @param card the card, and what is common to all models
 * @param model with what was learnt of the model
 * @param task with what was learnt of the model at this project's task
 * @param cluster with what was learnt of the model at such prompts
 */
public record Prediction(double card, double model, double task, double cluster) {}
