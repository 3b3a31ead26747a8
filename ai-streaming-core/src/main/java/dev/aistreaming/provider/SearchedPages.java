package dev.aistreaming.provider;

import dev.aistreaming.chat.StreamEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * The pages that a model has searched before it answers (Perplexity, xAI): results with titles, and addresses alone. Each chunk may
 * repeat all of them, so only those that a longer list has more are read.
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

    /** Those that are new, results first: an address alone has no title. */
    List<StreamEvent.@Nullable Source> take() {
        List<StreamEvent.@Nullable Source> taken = new ArrayList<>(fromResults);
        taken.addAll(fromAddresses);
        fromResults.clear();
        fromAddresses.clear();
        return taken;
    }
}
