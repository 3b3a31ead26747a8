package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

class JsonTests {

    private static JsonParser at(String document) {
        byte[] bytes = MappingFixture.utf8(document);
        JsonParser json = Json.parser(bytes, 0, bytes.length);
        json.nextToken();
        return json;
    }

    @Test
    void handsOverEachMemberWhateverIsLeftOfTheValuesBefore() {
        JsonParser json = at("{\"a\":{\"x\":[1,{}]},\"b\":[[],2],\"c\":3,\"d\":null,\"e\":{}} 7");
        List<String> names = new ArrayList<>();
        assertThat(Json.members(json, names, (found, name, value) -> found.add(name)))
                .isTrue();
        assertThat(names).containsExactly("a", "b", "c", "d", "e");
        assertThat(json.nextToken()).isEqualTo(JsonToken.VALUE_NUMBER_INT);
    }

    @Test
    void readersMayReadMembersOfMembers() {
        List<String> names = new ArrayList<>();
        Json.members(at("{\"a\":{\"x\":1,\"y\":[2]},\"b\":3}"), names, JsonTests::deep);
        assertThat(names).containsExactly("a", "x", "y", "b");
    }

    private static void deep(List<String> names, String name, JsonParser json) {
        names.add(name);
        Json.members(json, names, JsonTests::deep);
    }

    @Test
    void onlyObjectsHaveMembers() {
        for (String value : List.of("[{\"a\":1}]", "1", "null", "\"a\"")) {
            List<String> names = new ArrayList<>();
            assertThat(Json.members(at(value), names, (found, name, json) -> found.add(name)))
                    .isFalse();
            assertThat(names).isEmpty();
        }
    }

    @Test
    void whatIsNoArrayIsItsOnlyElement() {
        List<String> texts = new ArrayList<>();
        Json.elements(at("[\"a\",[\"b\"],{\"c\":1},\"d\"]"), texts, (found, json) -> found.add(json.getString()));
        Json.elements(at("\"e\""), texts, (found, json) -> found.add(json.getString()));
        assertThat(texts).containsExactly("a", "[", "{", "d", "e");
    }

    @Test
    void anObjectThatEndsTooEarlyIsNoJson() {
        assertThatThrownBy(() -> Json.members(at("{\"a\":[1"), this, (target, name, json) -> {}))
                .isInstanceOf(StreamReadException.class);
    }
}
