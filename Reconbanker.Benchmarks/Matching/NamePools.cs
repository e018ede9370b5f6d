namespace Reconbanker.Benchmarks.Matching;

/// <summary>Given names and surnames of one country, from which people are made.</summary>
internal sealed record NamePool(string Country, string[] Men, string[] Women, string[] Surnames, int SurnameCount = 1)
{
    /// <summary>How a name is written in the country's own alphabet, for the countries that have another.</summary>
    public IReadOnlyDictionary<string, string> Written { get; init; } = new Dictionary<string, string>();

    /// <summary>Spellings that another transliteration, or another clerk, gives.</summary>
    public IReadOnlyDictionary<string, string[]> Respelled { get; init; } = new Dictionary<string, string[]>();
}

internal static class NamePools
{
    public static IReadOnlyList<NamePool> All { get; } =
    [
        new("UY",
            ["Juan", "Carlos", "José", "Nicolás", "Martín", "Washington", "Wilson", "Heber", "Gonzalo", "Ruben", "Néstor", "Óscar", "Fabián", "Líber", "Ignacio", "Agustín"],
            ["María", "Ana", "Lucía", "Valentina", "Graciela", "Rosario", "Mabel", "Estela", "Jimena", "Soledad", "Belén", "Micaela", "Noelia", "Mercedes"],
            ["Pérez", "Rodríguez", "Etcheverry", "Larrañaga", "Bentancur", "Batlle", "Olivera", "Umpiérrez", "Núñez", "Sosa", "Techera", "Viera", "Cabrera", "Arismendi", "de León", "Abdala", "Bonilla", "Methol", "Recalde", "Fagúndez"], 2),
        new("EC",
            ["Segundo", "Luis", "Jorge", "Byron", "Wilmer", "Darwin", "Freddy", "Edison", "Stalin", "Klever"],
            ["Rosa", "Gladys", "Blanca", "Narcisa", "Nelly", "Fanny", "Yolanda", "Mayra", "Tamara", "Jacqueline"],
            ["Quishpe", "Guamán", "Zambrano", "Cevallos", "Chiluisa", "Yánez", "Morocho", "Toapanta", "Simbaña", "Chávez", "Vera", "Macías", "Intriago", "Loor"], 2),
        new("BR",
            ["João", "Antônio", "Francisco", "Raimundo", "Sebastião", "Adriano", "Thiago", "Caio", "Edson", "Wagner", "Gilberto"],
            ["Adriana", "Juliana", "Aparecida", "Francisca", "Luciana", "Tatiane", "Vanusa", "Rosângela", "Jéssica", "Larissa"],
            ["da Silva", "dos Santos", "de Oliveira", "Souza", "Cavalcanti", "Albuquerque", "Pereira", "Magalhães", "Guimarães", "Batista", "Queiroz", "Assunção", "Figueiredo", "Bezerra"], 2),
        new("US",
            ["John", "Robert", "William", "Tyler", "Brandon", "Dwayne", "Trevor", "Scott", "Douglas", "Wesley", "Michael", "Christopher"],
            ["Mary", "Jennifer", "Ashley", "Brittany", "Heather", "Kimberly", "Tiffany", "Elizabeth", "Shannon", "Latoya"],
            ["Smith", "Washington", "Abernathy", "McAllister", "O'Connor", "Kowalski", "Underwood", "Blackburn", "Hutchinson", "Pennington", "Sandoval", "Whitaker", "Goldberg", "Fitzgerald"]),
        new("DE",
            ["Jürgen", "Günther", "Wolfgang", "Uwe", "Torsten", "Björn", "Hans-Peter", "Karl-Heinz", "Detlef", "Rüdiger"],
            ["Ursula", "Sabine", "Heike", "Gudrun", "Anke", "Birgit", "Käthe", "Ilse", "Anne-Marie", "Jutta"],
            ["Müller", "Schröder", "Weiß", "Großmann", "Krüger", "von Hagen", "Böhm", "Jäger", "Vogel", "Pfeiffer", "Löwe", "Engelhardt", "Baumgärtner", "Zöllner"])
        {
            Respelled = new Dictionary<string, string[]>
            {
                ["Jürgen"] = ["Juergen"], ["Günther"] = ["Guenther", "Gunter"], ["Müller"] = ["Mueller"], ["Schröder"] = ["Schroeder"], ["Weiß"] = ["Weiss"],
                ["Großmann"] = ["Grossmann"], ["Krüger"] = ["Krueger"], ["Böhm"] = ["Boehm"], ["Jäger"] = ["Jaeger"], ["Björn"] = ["Bjoern"], ["Rüdiger"] = ["Ruediger"],
                ["Baumgärtner"] = ["Baumgaertner"], ["Löwe"] = ["Loewe"], ["Zöllner"] = ["Zoellner"], ["Käthe"] = ["Kaethe"],
            },
        },
        new("FR",
            ["Jean-Pierre", "Thierry", "Gérard", "Loïc", "Étienne", "Benoît", "Yannick", "Raphaël", "Guy", "Jean-Luc"],
            ["Françoise", "Chloé", "Geneviève", "Maëlys", "Anaïs", "Odile", "Solène", "Marie-Claire", "Brigitte"],
            ["Lefèvre", "Béranger", "d'Aubigné", "Le Goff", "Desjardins", "Chevallier", "Quéré", "Boucher", "Gauthier", "Poirier", "Delacroix", "du Plessis", "Vasseur"]),
        new("NL",
            ["Pieter", "Joost", "Sjoerd", "Maarten", "Ruud", "Wouter", "Bram", "Gijs"],
            ["Femke", "Anneke", "Marijke", "Sanne", "Lotte", "Wilhelmina", "Ingrid", "Fleur"],
            ["van der Berg", "de Vries", "van Dijk", "ter Horst", "van den Heuvel", "Bakker", "Kuipers", "Hoekstra", "de Graaf", "Zijlstra", "van Leeuwen"]),
        new("PL",
            ["Grzegorz", "Zbigniew", "Wojciech", "Przemysław", "Bogdan", "Jarosław", "Mirosław", "Łukasz"],
            ["Agnieszka", "Małgorzata", "Katarzyna", "Bożena", "Jadwiga", "Grażyna", "Wioletta"],
            ["Wiśniewski", "Wójcik", "Szczepański", "Dąbrowski", "Błaszczyk", "Żukowski", "Pietrzak", "Gołębiowski", "Przybylski", "Świątek"]),
        new("RU",
            ["Dmitry", "Sergey", "Vladimir", "Yevgeny", "Vyacheslav", "Mikhail", "Yury", "Gennady", "Pyotr", "Anatoly"],
            ["Yekaterina", "Tatyana", "Lyudmila", "Oksana", "Galina", "Zhanna", "Ksenia", "Alyona"],
            ["Shcherbakov", "Zhukov", "Khrushchyov", "Tsvetkov", "Yakovlev", "Chernyshev", "Gorbachev", "Belyaev", "Zaytsev", "Kharitonov", "Yushchenko", "Sobchak"])
        {
            Written = new Dictionary<string, string>
            {
                ["Dmitry"] = "Дмитрий", ["Sergey"] = "Сергей", ["Vladimir"] = "Владимир", ["Yevgeny"] = "Евгений", ["Vyacheslav"] = "Вячеслав", ["Mikhail"] = "Михаил", ["Yury"] = "Юрий",
                ["Gennady"] = "Геннадий", ["Pyotr"] = "Пётр", ["Anatoly"] = "Анатолий", ["Yekaterina"] = "Екатерина", ["Tatyana"] = "Татьяна", ["Lyudmila"] = "Людмила", ["Oksana"] = "Оксана",
                ["Galina"] = "Галина", ["Zhanna"] = "Жанна", ["Ksenia"] = "Ксения", ["Alyona"] = "Алёна", ["Shcherbakov"] = "Щербаков", ["Zhukov"] = "Жуков", ["Khrushchyov"] = "Хрущёв",
                ["Tsvetkov"] = "Цветков", ["Yakovlev"] = "Яковлев", ["Chernyshev"] = "Чернышев", ["Gorbachev"] = "Горбачёв", ["Belyaev"] = "Беляев", ["Zaytsev"] = "Зайцев",
                ["Kharitonov"] = "Харитонов", ["Yushchenko"] = "Ющенко", ["Sobchak"] = "Собчак",
            },
            Respelled = new Dictionary<string, string[]>
            {
                ["Dmitry"] = ["Dmitri", "Dimitri", "Dmitrij"], ["Sergey"] = ["Sergei", "Serguei", "Sergej"], ["Yevgeny"] = ["Evgeniy", "Evgeni", "Jewgenij"], ["Yury"] = ["Yuri", "Iouri", "Juri"],
                ["Yekaterina"] = ["Ekaterina"], ["Tatyana"] = ["Tatiana", "Tatjana"], ["Shcherbakov"] = ["Scherbakov", "Schtscherbakow"], ["Zhukov"] = ["Joukov", "Schukow"],
                ["Khrushchyov"] = ["Khrushchev", "Chruschtschow"], ["Tsvetkov"] = ["Cvetkov", "Zwetkow"], ["Yakovlev"] = ["Iakovlev", "Jakowlew"], ["Chernyshev"] = ["Tchernychev", "Tschernyschew"],
                ["Zaytsev"] = ["Zaitsev", "Saizew"], ["Kharitonov"] = ["Haritonov", "Charitonow"], ["Vyacheslav"] = ["Viacheslav", "Wjatscheslaw"], ["Mikhail"] = ["Mihail", "Michail"],
                ["Lyudmila"] = ["Ludmila", "Liudmila"], ["Oksana"] = ["Oxana"], ["Ksenia"] = ["Xenia", "Kseniya"], ["Belyaev"] = ["Beliaev", "Beljajew"], ["Gorbachev"] = ["Gorbatchev", "Gorbatschow"],
            },
        },
        new("GR",
            ["Giorgos", "Dimitris", "Panagiotis", "Vasilis", "Stavros", "Christos", "Thanasis"],
            ["Eleni", "Vasiliki", "Aikaterini", "Paraskevi", "Despina", "Chrysoula"],
            ["Papadopoulos", "Karagiannis", "Christodoulou", "Vlachos", "Economou", "Makris", "Theodorakis", "Pappas", "Xenakis"])
        {
            Written = new Dictionary<string, string>
            {
                ["Giorgos"] = "Γιώργος", ["Dimitris"] = "Δημήτρης", ["Panagiotis"] = "Παναγιώτης", ["Vasilis"] = "Βασίλης", ["Stavros"] = "Σταύρος", ["Christos"] = "Χρήστος", ["Thanasis"] = "Θανάσης",
                ["Eleni"] = "Ελένη", ["Vasiliki"] = "Βασιλική", ["Aikaterini"] = "Αικατερίνη", ["Paraskevi"] = "Παρασκευή", ["Despina"] = "Δέσποινα", ["Chrysoula"] = "Χρυσούλα",
                ["Papadopoulos"] = "Παπαδόπουλος", ["Karagiannis"] = "Καραγιάννης", ["Christodoulou"] = "Χριστοδούλου", ["Vlachos"] = "Βλάχος", ["Economou"] = "Οικονόμου", ["Makris"] = "Μακρής",
                ["Theodorakis"] = "Θεοδωράκης", ["Pappas"] = "Παππάς", ["Xenakis"] = "Ξενάκης",
            },
            Respelled = new Dictionary<string, string[]>
            {
                ["Giorgos"] = ["Yorgos", "Georgios"], ["Vasilis"] = ["Vassilis", "Basilis"], ["Economou"] = ["Oikonomou"], ["Christos"] = ["Hristos"], ["Vlachos"] = ["Vlahos"], ["Aikaterini"] = ["Ekaterini"],
            },
        },
        new("EG",
            ["Mohammed", "Ahmed", "Mahmoud", "Khaled", "Mustafa", "Tarek", "Youssef", "Hossam", "Abdelrahman"],
            ["Fatima", "Amira", "Nour", "Salma", "Yasmine", "Heba", "Rania"],
            ["Hassan", "El-Sayed", "Mansour", "Farouk", "Shaheen", "Abdallah", "El-Masry", "Nasser", "Darwish", "Ghoneim"])
        {
            Written = new Dictionary<string, string>
            {
                ["Mohammed"] = "محمد", ["Ahmed"] = "أحمد", ["Mahmoud"] = "محمود", ["Khaled"] = "خالد", ["Mustafa"] = "مصطفى", ["Tarek"] = "طارق", ["Youssef"] = "يوسف", ["Hossam"] = "حسام",
                ["Abdelrahman"] = "عبد الرحمن", ["Fatima"] = "فاطمة", ["Amira"] = "أميرة", ["Nour"] = "نور", ["Salma"] = "سلمى", ["Yasmine"] = "ياسمين", ["Heba"] = "هبة", ["Rania"] = "رانيا",
                ["Hassan"] = "حسن", ["El-Sayed"] = "السيد", ["Mansour"] = "منصور", ["Farouk"] = "فاروق", ["Shaheen"] = "شاهين", ["Abdallah"] = "عبد الله", ["El-Masry"] = "المصري",
                ["Nasser"] = "ناصر", ["Darwish"] = "درويش", ["Ghoneim"] = "غنيم",
            },
            Respelled = new Dictionary<string, string[]>
            {
                ["Mohammed"] = ["Muhammad", "Mohamed", "Mohamad"], ["Ahmed"] = ["Ahmad", "Achmed"], ["Khaled"] = ["Khalid"], ["Tarek"] = ["Tariq", "Tareq"], ["Youssef"] = ["Yusuf", "Yousef"],
                ["Fatima"] = ["Fatma", "Fatimah"], ["Yasmine"] = ["Yasmin", "Jasmin"], ["Hassan"] = ["Hasan"], ["El-Sayed"] = ["Elsayed", "Al Sayed"], ["Abdallah"] = ["Abdullah", "Abd Allah"],
                ["El-Masry"] = ["Almasri", "El Masri"], ["Abdelrahman"] = ["Abdul Rahman", "Abdurrahman"], ["Mansour"] = ["Mansur"], ["Ghoneim"] = ["Ghonim", "Ghunaym"], ["Hossam"] = ["Hussam"],
            },
        },
        new("IL",
            ["David", "Yosef", "Moshe", "Avraham", "Itzhak", "Eitan", "Noam"],
            ["Miriam", "Rivka", "Shira", "Tamar", "Yael", "Noa"],
            ["Cohen", "Levi", "Mizrahi", "Peretz", "Friedman", "Azoulay", "Shapira", "Katz"])
        {
            Written = new Dictionary<string, string>
            {
                ["David"] = "דוד", ["Yosef"] = "יוסף", ["Moshe"] = "משה", ["Avraham"] = "אברהם", ["Itzhak"] = "יצחק", ["Eitan"] = "איתן", ["Noam"] = "נועם", ["Miriam"] = "מרים", ["Rivka"] = "רבקה",
                ["Shira"] = "שירה", ["Tamar"] = "תמר", ["Yael"] = "יעל", ["Noa"] = "נועה", ["Cohen"] = "כהן", ["Levi"] = "לוי", ["Mizrahi"] = "מזרחי", ["Peretz"] = "פרץ", ["Friedman"] = "פרידמן",
                ["Azoulay"] = "אזולאי", ["Shapira"] = "שפירא", ["Katz"] = "כץ",
            },
            Respelled = new Dictionary<string, string[]> { ["Yosef"] = ["Joseph", "Yossef"], ["Levi"] = ["Levy"], ["Mizrahi"] = ["Mizrachi"], ["Azoulay"] = ["Azulai"], ["Itzhak"] = ["Yitzhak"], ["Avraham"] = ["Abraham"] },
        },
        new("CN",
            ["Xiaoming", "Zhiqiang", "Jianguo", "Haoran", "Yichen", "Guoqing"],
            ["Xiaohong", "Meiling", "Yutong", "Shuying", "Lihua", "Jiayi"],
            ["Wang", "Zhang", "Liu", "Ouyang", "Xu", "Zhou", "Deng", "Qian", "Shen"])
        {
            Written = new Dictionary<string, string>
            {
                ["Xiaoming"] = "小明", ["Zhiqiang"] = "志强", ["Jianguo"] = "建国", ["Haoran"] = "浩然", ["Yichen"] = "奕辰", ["Guoqing"] = "国庆", ["Xiaohong"] = "小红", ["Meiling"] = "美玲",
                ["Yutong"] = "雨桐", ["Shuying"] = "淑英", ["Lihua"] = "丽华", ["Jiayi"] = "佳怡", ["Wang"] = "王", ["Zhang"] = "张", ["Liu"] = "刘", ["Ouyang"] = "欧阳", ["Xu"] = "徐", ["Zhou"] = "周",
                ["Deng"] = "邓", ["Qian"] = "钱", ["Shen"] = "沈",
            },
            Respelled = new Dictionary<string, string[]> { ["Xiaoming"] = ["Xiao Ming", "Xiao-Ming"], ["Zhiqiang"] = ["Zhi Qiang"], ["Meiling"] = ["Mei Ling", "Mei-Ling"], ["Jianguo"] = ["Jian Guo"], ["Lihua"] = ["Li Hua"] },
        },
        new("KR",
            ["Minjun", "Seojun", "Jihoon", "Dongwoo", "Sunghoon"],
            ["Seoyeon", "Jiwoo", "Hayoon", "Eunji", "Sujin"],
            ["Kim", "Lee", "Park", "Choi", "Jung", "Kang", "Hwang", "Bae"])
        {
            Written = new Dictionary<string, string>
            {
                ["Minjun"] = "민준", ["Seojun"] = "서준", ["Jihoon"] = "지훈", ["Dongwoo"] = "동우", ["Sunghoon"] = "성훈", ["Seoyeon"] = "서연", ["Jiwoo"] = "지우", ["Hayoon"] = "하윤", ["Eunji"] = "은지",
                ["Sujin"] = "수진", ["Kim"] = "김", ["Lee"] = "이", ["Park"] = "박", ["Choi"] = "최", ["Jung"] = "정", ["Kang"] = "강", ["Hwang"] = "황", ["Bae"] = "배",
            },
            Respelled = new Dictionary<string, string[]>
            {
                ["Minjun"] = ["Min-jun", "Min Joon"], ["Seojun"] = ["Seo-jun"], ["Jihoon"] = ["Ji-hun", "Ji Hoon"], ["Park"] = ["Pak", "Bak"], ["Choi"] = ["Choe"], ["Jung"] = ["Jeong", "Chung"],
                ["Lee"] = ["Yi"], ["Sujin"] = ["Soo-jin"], ["Dongwoo"] = ["Dong-woo", "Dong U"],
            },
        },
        new("IN",
            ["Rajesh", "Venkatesh", "Subramaniam", "Harpreet", "Anirudh", "Mukesh", "Gopalakrishnan"],
            ["Lakshmi", "Sushmita", "Kavitha", "Deepika", "Savitri", "Meenakshi"],
            ["Sharma", "Chatterjee", "Krishnamurthy", "Deshpande", "Agarwal", "Singh", "Choudhury", "Iyer", "Venkataraman", "Bhattacharya"])
        {
            Respelled = new Dictionary<string, string[]>
            {
                ["Lakshmi"] = ["Laxmi"], ["Agarwal"] = ["Aggarwal", "Agrawal"], ["Choudhury"] = ["Chowdhury", "Chaudhary"], ["Chatterjee"] = ["Chatterji"], ["Krishnamurthy"] = ["Krishnamurti"],
                ["Subramaniam"] = ["Subramanian"], ["Kavitha"] = ["Kavita"], ["Venkatesh"] = ["Venkatesha"],
            },
        },
        new("VN",
            ["Văn Minh", "Quốc Bảo", "Đình Phong", "Thành Long", "Hữu Nghĩa"],
            ["Thị Hương", "Ngọc Lan", "Thị Mai", "Thu Hà", "Bích Ngọc"],
            ["Nguyễn", "Trần", "Phạm", "Đặng", "Võ", "Huỳnh", "Bùi"]),
        new("TR",
            ["Mehmet", "Çağlar", "Oğuz", "Hüseyin", "Şükrü", "İbrahim"],
            ["Ayşe", "Gülşen", "Özlem", "Çiğdem", "Tuğba"],
            ["Yılmaz", "Öztürk", "Şahin", "Doğan", "Karadağ", "Güneş", "Çelik", "Koçyiğit"]),
        new("NG",
            ["Chukwuemeka", "Oluwaseun", "Babatunde", "Ifeanyi", "Emeka"],
            ["Ngozi", "Adaeze", "Folasade", "Chiamaka", "Yetunde"],
            ["Okonkwo", "Adebayo", "Okafor", "Ogunleye", "Nwachukwu", "Balogun", "Eze"]),
    ];
}
