package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The pages that a model found before answering (Perplexity, xAI): results with titles, and plain URLs. Chunks may repeat all of
 * them, so only the additional entries of a longer list are read.
 */
final class SearchedPages {

    private final List<StreamEvent.@Nullable Source> fromResults = new ArrayList<>();
    private final List<StreamEvent.@Nullable Source> fromAddresses = new ArrayList<>();
    private int results;
    private int addresses;
    private int at;

    void results(JsonParser json) {
        at = 0;
        Json.elements(json, this, SearchedPages::result);
    }

    private void result(JsonParser json) {
        if (at++ >= results) {
            results = at;
            fromResults.add(Sources.ofResult(JsonTree.read(json)));
        }
    }

    void addresses(JsonParser json) {
        at = 0;
        Json.elements(json, this, SearchedPages::address);
    }

    private void address(JsonParser json) {
        if (at++ >= addresses) {
            addresses = at;
            fromAddresses.add(Sources.ofResult(JsonTree.read(json)));
        }
    }

    boolean any() {
        return !fromResults.isEmpty() || !fromAddresses.isEmpty();
    }

    /** The new pages, with results first, because a plain URL has no title. */
    List<StreamEvent.@Nullable Source> take() {
        List<StreamEvent.@Nullable Source> taken = new ArrayList<>(fromResults);
        taken.addAll(fromAddresses);
        fromResults.clear();
        fromAddresses.clear();
        return taken;
    }
}
