package dev.signalbox.engine.catalog;

/**
 * Where facts of the catalog were read.
 *
 * @param name as cards name it
 * @param revision of what was read; empty where the source has none
 * @param date of that revision, as the source gives it
 * @param licence under which the figures may be passed on
 */
public record CatalogSource(String name, String revision, String date, String licence) {}
