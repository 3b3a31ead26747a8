package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.chat.StreamEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an answer rests on is told once, in whatever shape it comes. */
class SourceTests {

    private static final String END = "{'choices':[{'delta':{'content':'.'},'finish_reason':'stop'}]}";

    private static List<StreamEvent> sources(String... chunks) {
        StringBuilder body = new StringBuilder();
        for (String chunk : chunks) {
            body.append(MappingFixture.data(chunk.replace('\'', '"')));
        }
        return new MappingFixture(ProviderType.OPENAI)
                .play(body + MappingFixture.data(END.replace('\'', '"'), "[DONE]")).events().stream()
                        .filter(StreamEvent.Source.class::isInstance)
                        .toList();
    }

    private static String annotations(String... all) {
        return "{'choices':[{'delta':{'content':'a','annotations':[" + String.join(",", all) + "]}}]}";
    }

    private static String citation(String url, String title) {
        return "{'type':'url_citation','url_citation':{'url':'" + url + "','title':'" + title
                + "','start_index':0,'end_index':0,'content':'More.'}}";
    }

    @Test
    void annotationsOfATextAreSources() {
        assertThat(sources(
                        annotations(citation("https://example.com/a", "A")),
                        annotations(citation("https://example.com/a", "A"), citation("https://example.com/b", "")),
                        annotations("{'type':'file_citation','file_id':'f1'}", "null")))
                .containsExactly(
                        new StreamEvent.Source("https://example.com/a", null, "A", "More."),
                        new StreamEvent.Source("https://example.com/b", null, null, "More."));
    }

    @Test
    void annotationsOfAMessageAtTheEndAreSources() {
        assertThat(sources("{'choices':[{'message':{'content':'a','annotations':["
                        + citation("https://example.com/a", "A") + "]}}]}"))
                .hasSize(1);
    }

    @Test
    void searchResultsAreSourcesHoweverOftenTheyAreRepeated() {
        String first = "'citations':['https://example.com/a','https://example.com/b'],"
                + "'search_results':[{'title':'A','url':'https://example.com/a','snippet':'More.'}],";
        String more = "'citations':['https://example.com/a','https://example.com/b','https://example.com/c'],"
                + "'search_results':[{'title':'A','url':'https://example.com/a','snippet':'More.'}],";
        assertThat(sources(
                        "{" + first + "'choices':[{'delta':{'content':'a'}}]}",
                        "{" + first + "'choices':[{'delta':{'content':'a'}}]}",
                        "{" + more + "'choices':[{'delta':{'content':'a'}}]}"))
                .containsExactly(
                        new StreamEvent.Source("https://example.com/a", null, "A", "More."),
                        StreamEvent.Source.url("https://example.com/b", null),
                        StreamEvent.Source.url("https://example.com/c", null));
    }

    @Test
    void whatNamesNoPageIsNoSource() {
        assertThat(sources(
                        "{'citations':null,'search_results':[{'title':'A'}],'choices':[{'delta':{'content':'a'}}]}",
                        "{'citations':[7,''],'choices':[{'delta':{'content':'a','annotations':'none'}}]}"))
                .isEmpty();
    }
}
