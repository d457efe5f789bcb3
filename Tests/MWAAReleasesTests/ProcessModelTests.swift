import MWAAReleases
import Testing

/// Measured: 2.10.3, 3.0.6 and 3.3.1; the others read in source.
@Suite struct ProcessModelTests {
    private func model(_ release: String, lazy: Bool) throws -> ProcessModel {
        try #require(MWAARelease.named(release)).processModel(lazyLoadPlugins: lazy)
    }

    @Test(arguments: ["2.0.2", "2.8.1", "3.0.6"])
    func tasksInheritWhatTheWorkerImported(release: String) throws {
        let model = try model(release, lazy: false)
        #expect(model.workerImports && model.taskImport == .never && model.taskProcess == .fork)
    }

    @Test(arguments: [("2.9.2", true), ("2.11.2", true), ("3.2.1", false), ("3.3.1", false)])
    func tasksImportAgain(release: String, inNewInterpreter: Bool) throws {
        let model = try model(release, lazy: false)
        #expect(model.workerImports && model.taskImport == (inNewInterpreter ? .beforeRunner : .inRunner))
        #expect(model.taskProcess == (inNewInterpreter ? .newInterpreter : .fork))
    }

    @Test(arguments: [
        ("2.4.3", ProcessModel.TaskImport.afterDagFile), ("2.5.1", .beforeRunner), ("2.10.3", .beforeRunner),
        ("3.0.6", .inRunner), ("3.3.1", .inRunner),
    ])
    func lazyTasksImportThemselves(release: String, taskImport: ProcessModel.TaskImport) throws {
        let model = try model(release, lazy: true)
        #expect(!model.workerImports && model.taskImport == taskImport)
        #expect(model.forksRunner == release.hasPrefix("2."))
    }

    @Test func settingsAreNamedBriefly() throws {
        let inherited = try model("2.8.1", lazy: false)
        #expect(
            PluginSetting.phrase(PluginSetting.all.filter { $0.model == inherited })
                == "2.0.2 to 2.8.1 with core.lazy_load_plugins=False")
        #expect(
            PluginSetting.phrase(
                PluginSetting.all.filter { $0.model.taskImport == .never || $0.model.taskImport == .afterDagFile })
                == "2.0.2 to 2.8.1 and 3.0.6 with core.lazy_load_plugins=False, and 2.0.2 to 2.4.3 with core.lazy_load_plugins=True"
        )
        #expect(!PluginSetting.all.contains { $0.release.version.description == "1.10.12" })
    }
}
